namespace SparseGen.Tests.Reference;

/// <summary>A learned tensor of the reference, with the sum of its gradients.</summary>
internal sealed class ReferenceTensor
{
    public ReferenceTensor(string name, params int[] shape)
    {
        Name = name;
        Shape = shape;
        Values = new double[shape.Aggregate(1, (product, size) => product * size)];
        Gradients = new double[Values.Length];
        LearnedCount = Values.Length;
    }

    public string Name { get; }

    /// <summary>As in PyTorch: (out, in) for weights.</summary>
    public int[] Shape { get; }

    public double[] Values { get; }

    /// <summary>Numbers that are learned: all, unless a mask keeps some only.</summary>
    public int LearnedCount { get; set; }

    public double[] Gradients { get; }
}
