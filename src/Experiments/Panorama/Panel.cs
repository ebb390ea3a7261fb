using System.Numerics;

namespace SparseGen.Experiments;

/// <summary>A square in space with an image on its front.</summary>
/// <param name="Centre">Its middle.</param>
/// <param name="Normal">Where its front looks, of length 1.</param>
/// <param name="Half">Half of its side.</param>
/// <param name="Image">28 x 28 grey values from 0 to 1.</param>
/// <param name="IsTarget">Whether it is what is looked for.</param>
internal sealed record Panel(Vector3 Centre, Vector3 Normal, float Half, float[] Image, bool IsTarget)
{
    private const int Side = ViewCamera.Side;
    private const float Back = 0.25f;

    private readonly ViewCamera _onlooker = ViewCamera.Facing(Centre + Normal, -Normal);

    /// <summary>How far along a ray it is hit, and the grey value there; null where it is missed.</summary>
    /// <param name="from">Where the ray begins.</param>
    /// <param name="direction">Where it goes.</param>
    public (float Distance, float Value)? Hit(Vector3 from, Vector3 direction)
    {
        float slope = Vector3.Dot(direction, Normal);
        float distance = Math.Abs(slope) < 1e-6f ? -1 : Vector3.Dot(Centre - from, Normal) / slope;
        if (distance < 1e-3f)
        {
            return null;
        }

        Vector3 place = from + (distance * direction) - Centre;
        float x = Vector3.Dot(place, _onlooker.Right) / Half, y = Vector3.Dot(place, _onlooker.Up) / Half;
        if (Math.Abs(x) >= 1 || Math.Abs(y) >= 1)
        {
            return null;
        }

        (int column, int row) = ((int)((x + 1) / 2 * Side), (int)((1 - y) / 2 * Side));
        return (distance, slope > 0 ? Back : Image[(row * Side) + column]);
    }
}
