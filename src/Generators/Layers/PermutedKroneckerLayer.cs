using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>
/// A PK layer, PK_W(x; J1, J2) = phi(J2 (I_n1 kron W) J1 x) with m = n1 n2 and W [n2, n2] (Hayase and Karakida 2024, arXiv 2306.01470, definition 5.1).
/// (I kron W) y is one product: y as rows of n2, times W^T. phi comes before J2, with which it commutes.
/// </summary>
internal sealed class PermutedKroneckerLayer : Layer
{
    public override string DefaultName => "permuted";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems)
    {
        if (!(problems.RequirePositive(spec, "blockSize") & problems.RejectImage(spec, input) & AreSeedsRead(spec, problems)
            & problems.RejectSoftmax(spec, "its blocks are not that dimension", "set Activation = ActivationKind.None, and put Activation(ActivationKind.Softmax) behind it")
            & PermutationLists.IsGood(spec, "Before", "BeforeList", problems) & PermutationLists.IsGood(spec, "After", "AfterList", problems)))
        {
            return null;
        }

        int size = spec.Int("blockSize");
        if (input.Size % size == 0)
        {
            return input;
        }

        (long below, long above) = NearestDivisors(input.Size, size);
        problems.Report(Descriptors.BlockSizeDoesNotDivide, size, input.Size, input, below == above ? $"{below}" : $"{below} and {above}");
        return null;
    }

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        (int length, int size, int seed) = (input.Size, spec.Int("blockSize"), spec.Int("Seed"));
        int blocks = length / size;
        var commutation = input.Shape.IsTokens ? new Commutation(input.Shape.Rows, input.Shape.Last) : new Commutation(blocks, size);

        PermutationFactor? before = Factor("before", seed);
        PermutationFactor? after = Factor("after", spec.Int("AfterSeed", unchecked(seed + 1)));

        Value ordered = Permute("before", before, input);
        Value weight = builder.Parameter(
            "weight", Shape.Of(size, size), LinearLayer.Xavier(size, size), ParameterStorage.Panels, new RepeatedWeight(blocks, before, after));
        Value? bias = spec.Bool("Bias", true) ? builder.Parameter("bias", Shape.Of(size), "Initializer.Zeros") : null;
        Value mapped = builder.Append(new ProductOp(
            new Extents(1, blocks, size, size),
            ordered, new Strides(0, size, 1),
            weight, new Strides(0, 1, size),
            builder.Activation("linear", input.Shape), new Strides(0, size, 1),
            bias, BiasAxis.Columns));
        Value activated = ActivationLayer.Apply(builder, (ActivationFunction)spec.Int("Activation"), mapped);
        return Permute("after", after, activated);

        Value Permute(string name, PermutationFactor? factor, Value value) =>
            factor is null ? value : builder.Permute(name, spec.Int(name), factor, value);

        ListedPermutation Listed(string name) => builder.ListedPermutation(length, spec.Find(name + "List")!.Member!, name);

        PermutationFactor? Factor(string name, int factorSeed) => (PermutationKind)spec.Int(name) switch
        {
            PermutationKind.Commutation => commutation,
            PermutationKind.InverseCommutation => commutation.Inverse,
            PermutationKind.Random => builder.RandomPermutation(length, factorSeed),
            PermutationKind.InverseRandom => builder.RandomPermutation(length, factorSeed).Inverse,
            PermutationKind.List => Listed(name),
            PermutationKind.InverseList => Listed(name).Inverse,
            _ => null,
        };
    }

    /// <summary>AfterSeed is read by a random J2; Seed by a random J1, and by a random J2 that has no seed of its own.</summary>
    private static bool AreSeedsRead(LayerSpec spec, DiagnosticBag problems)
    {
        bool isBeforeRandom = IsRandom("Before"), isAfterRandom = IsRandom("After");
        bool isAfterSeeded = isAfterRandom && spec.Number("AfterSeed") is not null;
        return problems.RequireReadIfGiven(
                spec,
                "Seed",
                isBeforeRandom || (isAfterRandom && !isAfterSeeded),
                isAfterSeeded ? "Before is not random and After has AfterSeed" : "neither Before nor After is random",
                "set Before = Permutation.Random")
            & problems.RequireReadIfGiven(spec, "AfterSeed", isAfterRandom, "After is not random", "set After = Permutation.Random");

        bool IsRandom(string argument) => (PermutationKind)spec.Int(argument) is PermutationKind.Random or PermutationKind.InverseRandom;
    }

    private static (long Below, long Above) NearestDivisors(long length, long size)
    {
        long[] divisors = Divisors.Of(length);
        return (divisors.Last(divisor => divisor <= Math.Min(size, length)), divisors.First(divisor => divisor >= Math.Min(size, length)));
    }
}
