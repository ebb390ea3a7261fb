using System.Numerics;

namespace SparseGen.Experiments;

/// <summary>A camera with a square picture.</summary>
/// <param name="Position">Where it stands.</param>
/// <param name="Forward">Where it looks, of length 1.</param>
/// <param name="Right">What is right in its picture.</param>
/// <param name="Up">What is up in its picture.</param>
internal sealed record ViewCamera(Vector3 Position, Vector3 Forward, Vector3 Right, Vector3 Up)
{
    /// <summary>Pixels of a side.</summary>
    public const int Side = 28;

    /// <summary>Pixels of its picture.</summary>
    public const int Pixels = Side * Side;

    /// <summary>Half of what it sees at a distance of 1.</summary>
    public const float HalfAngle = 0.5f;

    /// <summary>Views of a place.</summary>
    public const int Directions = 21;

    /// <summary>One that looks somewhere, upright where there is an up.</summary>
    public static ViewCamera Facing(Vector3 position, Vector3 forward)
    {
        Vector3 around = Math.Abs(forward.Y) > 0.99f ? Vector3.UnitX : Vector3.UnitY;
        Vector3 right = Vector3.Normalize(Vector3.Cross(forward, around));
        return new ViewCamera(position, forward, right, Vector3.Cross(right, forward));
    }

    /// <summary>The directions of PanoTree: a Fibonacci sphere.</summary>
    public static IReadOnlyList<Vector3> Sphere { get; } =
    [
        .. Enumerable.Range(0, Directions).Select(static i =>
        {
            double y = 1 - (2.0 * i / (Directions - 1)), radius = Math.Sqrt(1 - (y * y)), angle = Math.PI * (1 + Math.Sqrt(5)) * i;
            return new Vector3((float)(Math.Cos(angle) * radius), (float)y, (float)(Math.Sin(angle) * radius));
        }),
    ];

    /// <summary>The ray of a pixel.</summary>
    public Vector3 Ray(int column, int row)
    {
        float x = ((2 * (column + 0.5f)) / Side) - 1, y = 1 - ((2 * (row + 0.5f)) / Side);
        return Forward + (HalfAngle * ((x * Right) + (y * Up)));
    }
}
