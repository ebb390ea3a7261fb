using System.Collections.Immutable;

namespace SparseGen;

/// <summary>A tensor of a training state, before it is written.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Values">Gives its elements, in the order of PyTorch.</param>
internal sealed record StateTensor(string Name, ImmutableArray<int> Shape, Func<float[]> Values)
{
    /// <summary>The tensors of a vector.</summary>
    public static IEnumerable<StateTensor> Of(string field, ParameterVector vector) => vector.Layout.Tensors.Select(tensor => new StateTensor(
        NameOf(field, tensor),
        tensor.Shape,
        () =>
        {
            float[] values = new float[tensor.Count];
            vector.GetTensor(tensor.Name, values);
            return values;
        }));

    /// <summary>The name of a vector's tensor in the file.</summary>
    public static string NameOf(string field, TensorLayout tensor) => field + StateFields.Separator + tensor.Name;
}
