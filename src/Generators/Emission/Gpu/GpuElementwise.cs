using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Emission.Gpu;

/// <summary>Elementwise ops in the epilogue of a product's kernel: statements on one number, in a type that says what is stored.</summary>
internal static class GpuElementwise
{
    private const string Arguments = "arguments";

    /// <summary>Type arguments of a product's kernel: whether it has a bias, whether something is added to its result, and what it stores.</summary>
    public static string StoreTypes(GpuContext gpu, FusedProduct fused) =>
        $"{OperandText.Option(fused.Product.Bias is not null)}, {OperandText.Option(fused.Residual is not null)}, {Epilogue(gpu, fused)}";

    private static string Epilogue(GpuContext gpu, FusedProduct fused)
    {
        if (fused.Epilogue is not { } chain)
        {
            return "PlainStore";
        }

        var code = new CodeWriter();
        using (code.Block($"public static void Store(ProductArguments {Arguments}, int at, float value)"))
        {
            Write(code, fused, chain);
        }

        string text = code.ToString();
        return gpu.Type($"Epilogue|{text}", $"{chain.Name}Store", "IGpuEpilogue", $"{chain.Description} of a number of the result.", text);
    }

    /// <summary>Loads, computation, stores.</summary>
    private static void Write(CodeWriter code, FusedProduct fused, ElementwiseChain chain)
    {
        if (!fused.IsInPlace)
        {
            code.Line($"{Arguments}.Output[at] = value;");
        }

        IReadOnlyDictionary<Value, string> names = chain.Names();
        for (int i = 0; i < fused.Noises.Count; i++)
        {
            code.Line($"NoiseStream {chain.NoiseNames[i]} = GpuNoise.Read({Arguments}.{OperandText.Noise(i)});");
        }

        if (chain.Move is not null)
        {
            code.Line($"int to = PlaceList.At({Arguments}.Places, at);");
        }

        string At(Value value) => chain.Move is { } move && (value == move.Residual || value == move.Output) ? "to"
            : chain.ChannelsOf(value) is > 0 and int channels ? $"at % {Text.Of(channels)}"
            : "at";
        string Place(Value value) =>
            fused.IsResult(value) ? $"{Arguments}.Output[{At(value)}]" : $"{Arguments}.{OperandText.Operand(fused.EpilogueOperands.ToList().IndexOf(value))}[{At(value)}]";
        foreach (Value input in chain.Inputs)
        {
            code.Line($"float {names[input]} = {(input == fused.Result ? "value" : Place(input))};");
        }

        foreach (string statement in chain.Statements())
        {
            code.Line(statement);
        }

        if (chain.Move is { } moved)
        {
            code.Line($"float {names[moved.Output]} = {names[moved.Input]}{(moved.Residual is { } residual ? $" + {names[residual]}" : "")};");
        }

        foreach (Value output in fused.Stored)
        {
            code.Line($"{Place(output)} = {names[output]};");
        }
    }
}
