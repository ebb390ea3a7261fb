namespace SparseGen.Tests.Runtime;

/// <summary>Layouts for tests of parameter vectors.</summary>
internal static class TestLayouts
{
    /// <summary>Odd sizes, with gaps between the tensors and padding in the panels.</summary>
    internal static ParameterLayout Odd(int length = 401)
    {
        ParameterLayoutBuilder builder = new(length);
        builder.Add("rows.weight", [7, 5], 0, TensorStorage.RowMajor, Initializer.XavierUniform(5, 7));
        builder.Add("rows.bias", [7], 48, TensorStorage.RowMajor, Initializer.Ones);
        builder.Add("panels.weight", [33, 5, 1], 64, TensorStorage.Panels(5, 33), Initializer.Normal(1));
        builder.Add("tail", [1], 400, TensorStorage.RowMajor, Initializer.Ones);
        return builder.Build();
    }

    /// <summary>One tensor, long enough that several threads share it, with a ragged end.</summary>
    internal static ParameterLayout Long(int length = 100_003)
    {
        ParameterLayoutBuilder builder = new(length);
        builder.Add("weight", [length], 0, TensorStorage.RowMajor, Initializer.Normal(1));
        return builder.Build();
    }
}
