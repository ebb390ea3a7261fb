using SparseGen;

namespace NativeAot;

/// <summary>Which of two spirals a point of the plane belongs to.</summary>
[Model, VectorInput(2), Linear(64), Activation(ActivationKind.Gelu), Linear(64), Activation(ActivationKind.Gelu), Linear(2)]
internal sealed partial class Spiral
{
    /// <summary>Draws points of both spirals, which go around three quarters of a circle each, and their labels.</summary>
    public static Dataset Draw(int count, int seed)
    {
        var random = new Random(seed);
        float[] points = new float[2 * count];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % 2;
            float distance = random.NextSingle(), angle = (1.5f * MathF.PI * distance) + (MathF.PI * labels[i]);
            points[2 * i] = (distance * MathF.Cos(angle)) + (0.05f * (random.NextSingle() - 0.5f));
            points[(2 * i) + 1] = (distance * MathF.Sin(angle)) + (0.05f * (random.NextSingle() - 0.5f));
        }

        return Dataset.FromFloats(points, inputSize: 2, labels);
    }
}
