using System.Collections.Immutable;

namespace SparseGen.Compression;

/// <summary>Masks of several tensors of a model, by name. In a file each is a tensor of ones and zeros under the name of the weight, with its shape.</summary>
public sealed class PruningMasks
{
    /// <summary>Metadata key and value of a file of masks.</summary>
    internal const string Method = "masks";

    /// <summary>Masks by the names of their tensors.</summary>
    /// <param name="masks">The masks; at least one.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public PruningMasks(IReadOnlyDictionary<string, WeightMask> masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        ByName = masks.ToImmutableSortedDictionary(StringComparer.Ordinal);
        if (ByName.IsEmpty)
        {
            throw new ArgumentException("masks is empty; expected at least one.", nameof(masks));
        }
    }

    /// <summary>The masks by the names of their tensors.</summary>
    public ImmutableSortedDictionary<string, WeightMask> ByName { get; }

    /// <summary>Share of all weights of these tensors that are pruned.</summary>
    public double Sparsity => 1 - ((double)ByName.Values.Sum(static mask => (long)mask.Count) / ByName.Values.Sum(static mask => (long)mask.Bits.Length));

    /// <summary>The weights that pruning takes where nobody says which: dense tensors of two dimensions or more whose name ends in <c>weight</c>.</summary>
    /// <param name="layout">The tensors of a model.</param>
    public static ImmutableArray<string> WeightsOf(ParameterLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return [.. layout.Tensors.Where(static tensor => tensor.Shape.Length > 1 && tensor.Storage.Mask is null && tensor.Name.EndsWith("weight", StringComparison.Ordinal))
            .Select(static tensor => tensor.Name)];
    }

    /// <summary>Masks that keep the largest weights of each tensor.</summary>
    /// <param name="parameters">The weights.</param>
    /// <param name="sparsity">Share of each tensor that is pruned, in [0, 1).</param>
    /// <param name="pattern">What is pruned together; each weight for itself by default.</param>
    /// <param name="tensors">Names of the tensors; none for those of <see cref="WeightsOf"/>.</param>
    /// <exception cref="ArgumentException">There is no such tensor, or a pattern does not fit it; or there is nothing to prune.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The sparsity is outside its range.</exception>
    public static PruningMasks OfMagnitude(ParameterVector parameters, double sparsity, PruningPattern? pattern = null, params ReadOnlySpan<string> tensors)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ImmutableArray<string> names = tensors.IsEmpty ? WeightsOf(parameters.Layout) : [.. tensors];
        if (names.IsEmpty)
        {
            throw new ArgumentException("The model has no dense weights; expected tensors that can be pruned.", nameof(parameters));
        }

        return new PruningMasks(names.ToDictionary(static name => name, name =>
        {
            TensorLayout tensor = parameters.Layout.Find(name);
            float[] weight = new float[tensor.Count];
            parameters.GetTensor(name, weight);
            try
            {
                return WeightMask.OfMagnitude(weight, tensor.Shape[0], sparsity, pattern);
            }
            catch (ArgumentException problem) when (problem is not ArgumentOutOfRangeException)
            {
                throw new ArgumentException($"{name} cannot be pruned: {Arguments.Said(problem)}", problem.ParamName, problem);
            }
        }));
    }

    /// <summary>Sets the weights that are not kept to zero.</summary>
    /// <param name="parameters">The weights.</param>
    /// <exception cref="ArgumentException">A tensor is not there or has another shape; nothing was changed.</exception>
    public void Apply(ParameterVector parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Check(parameters.Layout, nameof(parameters));
        foreach ((string name, WeightMask mask) in ByName)
        {
            float[] weight = new float[mask.Bits.Length];
            parameters.GetTensor(name, weight);
            mask.Apply(weight);
            parameters.SetTensor(name, weight);
        }
    }

    /// <summary>Saves them in a safetensors file. The file appears whole or not at all.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <exception cref="IOException">The file cannot be written; what was there is as it was.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var tensors = StoredTensors.Empty();
        foreach ((string name, WeightMask mask) in ByName)
        {
            tensors.Add(name, mask.Bits, mask.Outputs, mask.Inputs);
        }

        tensors.Write(path, new Dictionary<string, string> { [CompressedFile.MethodKey] = Method });
    }

    /// <summary>Loads masks for a model. The whole file is read and checked.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layout">The tensors of the model, whose shapes the masks have to have.</param>
    /// <exception cref="CheckpointException">The file is damaged or none of masks, or a mask is of another shape or of no tensor.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PruningMasks Load(string path, ParameterLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        StoredTensors tensors = CompressedFile.Read(path, Method);
        try
        {
            var masks = new PruningMasks(tensors.Names.ToDictionary(static name => name, name =>
            {
                var shape = tensors.Shape(name, 2);
                return new WeightMask(shape[0], shape[1], tensors.Bytes(name, shape.AsSpan()));
            }));
            masks.Check(layout, nameof(layout));
            return masks;
        }
        catch (ArgumentException problem)
        {
            throw tensors.Problem(Arguments.Said(problem));
        }
    }

    /// <summary>Loads the mask of one tensor, where there is no model yet: for the declaration of a sparse layer. The whole file is read and checked.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensor">Name of the tensor in the file.</param>
    /// <param name="outputs">Rows that the mask has to have.</param>
    /// <param name="inputs">Columns that it has to have.</param>
    /// <exception cref="CheckpointException">The file is damaged or none of masks, or it has no such mask or one of another shape.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static WeightMask LoadOne(string path, string tensor, int outputs, int inputs)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        StoredTensors tensors = CompressedFile.Read(path, Method);
        return new WeightMask(outputs, inputs, tensors.Bytes(tensor, outputs, inputs));
    }

    /// <summary>Refuses masks of other tensors than a model has.</summary>
    internal void Check(ParameterLayout layout, string argument)
    {
        foreach ((string name, WeightMask mask) in ByName)
        {
            TensorLayout tensor = layout.Find(name);
            int outputs = tensor.Shape[0], inputs = tensor.Count / outputs;
            if ((mask.Outputs, mask.Inputs) != (outputs, inputs))
            {
                throw new ArgumentException($"The mask of {name} is {mask.Outputs} x {mask.Inputs}; expected {outputs} x {inputs}, as the weight is.", argument);
            }
        }
    }
}
