using System.Numerics;

namespace SparseGen.Experiments;

/// <summary>A room drawn from a seed: panels with images of clothes, a few of them of the class that is looked for, between striped walls.</summary>
internal sealed class PanoramaScene
{
    /// <summary>Half of the room's sides.</summary>
    public static readonly Vector3 HalfRoom = new(1, 0.5f, 1);

    private const int Panels = 12, Targets = 2;
    private const float HalfPanel = 0.12f, MostTilt = 0.35f, Mean = 0.3f, Deviation = 0.35f;
    private readonly Panel[] _panels;

    /// <summary>Draws one.</summary>
    /// <param name="images">Images for the panels.</param>
    /// <param name="target">The class that is looked for.</param>
    /// <param name="random">Where they come from.</param>
    public PanoramaScene(PanelImages images, int target, CounterRandom random)
    {
        _panels = [.. Enumerable.Range(0, Panels).Select(number =>
        {
            double azimuth = 2 * Math.PI * random.NextDouble(), tilt = MostTilt * ((2 * random.NextDouble()) - 1);
            var normal = new Vector3((float)(Math.Cos(azimuth) * Math.Cos(tilt)), (float)Math.Sin(tilt), (float)(Math.Sin(azimuth) * Math.Cos(tilt)));
            bool isTarget = number < Targets;
            return new Panel(Place(random), normal, HalfPanel, images.Draw(random, label => (label == target) == isTarget), isTarget);
        })];
    }

    /// <summary>A place in the room, all equally likely.</summary>
    public static Vector3 Place(CounterRandom random) => HalfRoom * new Vector3(Sign(random), Sign(random), Sign(random));

    /// <summary>What a camera sees, as the scorer takes it.</summary>
    public void Draw(ViewCamera camera, Span<float> view)
    {
        for (int pixel = 0; pixel < view.Length; pixel++)
        {
            Vector3 ray = camera.Ray(pixel % ViewCamera.Side, pixel / ViewCamera.Side);
            (float distance, float value) = (float.PositiveInfinity, Wall(camera.Position, ray));
            foreach (Panel panel in _panels)
            {
                if (panel.Hit(camera.Position, ray) is var (at, grey) && at < distance)
                {
                    (distance, value) = (at, grey);
                }
            }

            view[pixel] = (value - Mean) / Deviation;
        }
    }

    /// <summary>A camera in front of a panel, as people would take a picture of it: not quite in the middle, not quite straight, not too far.</summary>
    /// <param name="isTarget">Of which panels.</param>
    /// <param name="random">Where it comes from.</param>
    public ViewCamera Frame(bool isTarget, CounterRandom random)
    {
        Panel[] candidates = [.. _panels.Where(panel => panel.IsTarget == isTarget)];
        Panel panel = candidates[random.NextInt32(candidates.Length)];
        float distance = panel.Half / ViewCamera.HalfAngle * (1.1f + (0.6f * (float)random.NextDouble()));
        Vector3 from = Vector3.Normalize(panel.Normal + (0.35f * new Vector3(Sign(random), Sign(random), Sign(random))));
        Vector3 position = panel.Centre + (distance * from);
        Vector3 aim = panel.Centre + (0.25f * panel.Half * new Vector3(Sign(random), Sign(random), Sign(random)));
        return ViewCamera.Facing(position, Vector3.Normalize(aim - position));
    }

    private static float Sign(CounterRandom random) => (2 * (float)random.NextDouble()) - 1;

    // Stripes where the ray leaves the room, darker on the floor.
    private static float Wall(Vector3 position, Vector3 ray)
    {
        Vector3 way = (HalfRoom * new Vector3(MathF.CopySign(1, ray.X), MathF.CopySign(1, ray.Y), MathF.CopySign(1, ray.Z))) - position;
        float x = way.X / ray.X, y = way.Y / ray.Y, z = way.Z / ray.Z, first = MathF.Min(x, MathF.Min(y, z));
        Vector3 hit = position + (first * ray);
        float stripe = MathF.Sin(9 * (hit.X + hit.Z)) > 0 ? 0.08f : 0.16f;
        return first == y && ray.Y < 0 ? 0.05f : stripe;
    }
}
