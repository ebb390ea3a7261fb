using SparseGen.Tests.Reference;

namespace SparseGen.Tests.Generation;

/// <summary>Draws one of the layers with blocks, masks or permutations, as an attribute and as the reference.</summary>
/// <param name="numbers">Makes the choices.</param>
/// <param name="reference">What the layer is added to.</param>
/// <param name="name">Its name.</param>
/// <param name="keepsShape">Whether the shape afterwards has to be that before.</param>
/// <param name="copies">Numbers of the copies of the loops around the layer, from the outermost one.</param>
internal sealed class RandomStructuredLayer(
    RandomNumbers numbers, ReferenceModelBuilder reference, string name, bool keepsShape, IReadOnlyList<int> copies)
{
    private static readonly double[] Densities = [0.05, 0.3, 0.77, 1];
    private static readonly LinearMap[] Kinds = Enum.GetValues<LinearMap>();
    private static readonly Permutation[] Orders = Enum.GetValues<Permutation>();

    private readonly bool _bias = numbers.Flag();
    private readonly float _epsilon = RandomNumbers.Epsilon(reference.Shape[^1]);
    private readonly ActivationKind _kind = RandomNumbers.OfBlock(numbers.Activation());

    private string Settings => $"Name = \"{name}\", Bias = {(_bias ? "true" : "false")}";

    private string Block => $"{Settings}, Activation = ActivationKind.{_kind}, Epsilon = {RandomNumbers.Text(_epsilon)}";

    /// <summary>Adds a layer to the reference.</summary>
    /// <returns>Its attribute.</returns>
    public string Add() => numbers.Choose(reference.Shape.Count == 2 ? 11 : 8) switch
    {
        0 => BlockDiagonal(),
        1 => Monarch(),
        2 => SparseLinear(),
        3 => SparseMlpBlock(),
        4 => PermutedKronecker(),
        5 => LowRank(),
        6 => BlockTensorTrain(),
        7 => BatchEnsemble(),
        8 => MixerBlock(),
        9 => MemberLinear(),
        _ => SMixerBlock(),
    };

    private string BlockDiagonal()
    {
        int outputs = Outputs(), blocks = Blocks(reference.Shape[^1], outputs);
        var shared = numbers.Flag();
        reference.BlockDiagonal(outputs, blocks, _bias, shared, name);
        return $"BlockDiagonal({outputs}, Blocks = {blocks}, Shared = {(shared ? "true" : "false")}, {Settings})";
    }

    private string Monarch()
    {
        int outputs = Outputs(), blocks = Blocks(reference.Shape[^1], outputs);
        reference.Monarch(outputs, blocks, _bias, name);
        return $"Monarch({outputs}, Blocks = {blocks}, {Settings})";
    }

    private string LowRank()
    {
        int outputs = Outputs(), rank = 1 + numbers.Choose(Math.Min(reference.Shape[^1], outputs));
        reference.LowRank(outputs, rank, _bias, name);
        return $"LowRank({outputs}, {rank}, {Settings})";
    }

    private string BlockTensorTrain()
    {
        int inputs = reference.Shape[^1], outputs = Outputs(), blocks = Blocks(inputs, outputs);
        var rank = 1 + numbers.Choose(Math.Min(3, (Math.Min(inputs, outputs) + blocks - 1) / blocks));
        reference.BlockTensorTrain(outputs, blocks, rank, _bias, name);
        return $"BlockTensorTrain({outputs}, {blocks}, {rank}, {Settings})";
    }

    /// <summary>A vector becomes members, unless the shape is to stay; then another layer stands here.</summary>
    private string BatchEnsemble()
    {
        if (keepsShape && reference.Shape.Count == 1)
        {
            return LowRank();
        }

        int members = reference.Shape.Count == 2 ? reference.Shape[0] : 1 + numbers.Choose(5), outputs = Outputs();
        reference.BatchEnsemble(members, outputs, _bias, name);
        return $"BatchEnsemble({members}, {outputs}, {Settings})";
    }

    private string MemberLinear()
    {
        var outputs = Outputs();
        reference.MemberLinear(outputs, _bias, name);
        return $"MemberLinear({outputs}, {Settings})";
    }

    private string SparseLinear()
    {
        int outputs = Outputs(), seed = Seed();
        var density = Density(0, reference.Shape[^1] * outputs);
        reference.Sparse(outputs, density, name, (ulong)seed, _bias);
        return FormattableString.Invariant($"SparseLinear({outputs}, {density}, Seed = {seed}, {Settings})");
    }

    private string SparseMlpBlock()
    {
        int repeat = 1 + numbers.Choose(3), expansion = numbers.Choose(3), seed = Seed();
        var density = Density(0, reference.Shape[^1] * reference.Shape[^1]);
        reference.SparseBlock(density, repeat, expansion, (ulong)seed, _bias, _epsilon, _kind, name);
        return FormattableString.Invariant($"SparseMlpBlock({density}, Expansion = {expansion}, Seed = {seed}, Repeat = {repeat}, {Block})");
    }

    private string PermutedKronecker()
    {
        var size = reference.Shape.Aggregate(1, (product, extent) => product * extent);
        int[] divisors = [.. Enumerable.Range(1, Math.Min(size, 64)).Where(divisor => size % divisor == 0)];
        int blockSize = divisors[numbers.Choose(divisors.Length)], repeat = 1 + numbers.Choose(3), seed = Seed(), afterSeed = Seed();
        Permutation before = Orders[numbers.Choose(Orders.Length)], after = Orders[numbers.Choose(Orders.Length)];
        var (rows, columns) = reference.Shape.Count == 2 ? (reference.Shape[0], reference.Shape[1]) : (size / blockSize, blockSize);
        for (var copy = 0; copy < repeat; copy++)
        {
            var stream = string.Join(".", repeat > 1 ? copies.Append(copy) : copies);
            reference.PermutedKronecker(
                blockSize, Order(before, seed, stream), Order(after, afterSeed, stream), _kind, _bias, repeat > 1 ? $"{name}.{copy}" : name);
        }

        var seeds = (IsRandom(before) ? $"Seed = {seed}, " : "") + (IsRandom(after) ? $"AfterSeed = {afterSeed}, " : "");
        var lists = (IsList(before) ? $"BeforeList = \"{nameof(RandomLists.OfLength)}\", " : "") + (IsList(after) ? $"AfterList = \"{nameof(RandomLists.OfLength)}\", " : "")
            + (IsList(before) || IsList(after) ? $"{RandomLists.Type}, " : "");
        return $"PermutedKronecker({blockSize}, Before = Permutation.{before}, After = Permutation.{after}, {seeds}{lists}"
            + $"Repeat = {repeat}, {Settings}, Activation = ActivationKind.{_kind})";

        bool IsRandom(Permutation kind) => kind is Permutation.Random or Permutation.InverseRandom;

        bool IsList(Permutation kind) => kind is Permutation.List or Permutation.InverseList;

        int[]? Order(Permutation kind, int orderSeed, string stream) => kind switch
        {
            Permutation.Commutation => Permutations.Commutation(rows, columns),
            Permutation.InverseCommutation => Permutations.Commutation(columns, rows),
            Permutation.Random => Permutations.Random(size, (ulong)orderSeed, stream),
            Permutation.InverseRandom => Permutations.Invert(Permutations.Random(size, (ulong)orderSeed, stream)),
            Permutation.List => RandomLists.OfLength(size),
            Permutation.InverseList => Permutations.Invert(RandomLists.OfLength(size)),
            _ => null,
        };
    }

    private string MixerBlock()
    {
        int tokenHidden = numbers.Size(), channelHidden = numbers.Size(), repeat = 1 + numbers.Choose(3), seed = Seed();
        var blocks = Math.Min(Blocks(reference.Shape[0], tokenHidden), Blocks(reference.Shape[1], channelHidden));
        var (maps, tokens, channels) = Maps(blocks, seed);
        Permutation permutation = numbers.Choose(3) switch { 0 => Permutation.None, 1 => Permutation.Random, _ => Permutation.List };
        reference.Mixer(tokenHidden, channelHidden, repeat, _kind, _epsilon, _bias, name, tokens, channels, PermutationSeed(permutation, seed));
        return $"MixerBlock({tokenHidden}, {channelHidden}, {maps}{Around(permutation, maps, seed)}Repeat = {repeat}, {Block})";
    }

    private string SMixerBlock()
    {
        int repeat = 1 + numbers.Choose(3), seed = Seed();
        var mapped = numbers.Flag() ? 0 : keepsShape || repeat > 1 ? reference.Shape[0] : numbers.Size();
        var blocks = Math.Min(Blocks(reference.Shape[0], mapped == 0 ? reference.Shape[0] : mapped), reference.Shape[1]);
        var (maps, tokens, channels) = Maps(blocks, seed);
        Permutation permutation = numbers.Flag() ? Permutation.Random : Permutation.List;
        reference.SMixer(mapped, repeat, _kind, _epsilon, _bias, name, tokens, channels, PermutationSeed(permutation, seed));
        return $"SMixerBlock(Tokens = {mapped}, {maps}{Around(permutation, maps, seed)}Repeat = {repeat}, {Block})";
    }

    /// <summary>The settings of the permutations around a block's mixings, and of the seed if anything needs it.</summary>
    private static string Around(Permutation permutation, string maps, int seed)
    {
        var isSeeded = permutation == Permutation.Random || maps.Contains("LinearMap.Sparse", StringComparison.Ordinal);
        return $"Permutation = Permutation.{permutation}, "
            + (permutation == Permutation.List ? $"PermutationList = \"{nameof(RandomLists.OfPlace)}\", {RandomLists.Type}, " : "")
            + (isSeeded ? $"Seed = {seed}, " : "");
    }

    /// <summary>The seed that random permutations of the same orders have; null for none.</summary>
    private static ulong? PermutationSeed(Permutation permutation, int seed) => permutation switch
    {
        Permutation.None => null,
        Permutation.List => RandomLists.SeedOfPlaces,
        _ => (ulong)seed,
    };

    /// <summary>Maps for both mixings, with the settings that they have and no others.</summary>
    private (string Settings, ReferenceMap Tokens, ReferenceMap Channels) Maps(int blocks, int seed)
    {
        LinearMap tokens = Kinds[numbers.Choose(Kinds.Length)], channels = Kinds[numbers.Choose(Kinds.Length)];
        var density = Density(1, Math.Min(reference.Shape[0], reference.Shape[1]));
        var settings = $"TokenMap = LinearMap.{tokens}, ChannelMap = LinearMap.{channels}, ";
        settings += Has(LinearMap.Monarch) ? $"Blocks = {blocks}, " : "";
        settings += Has(LinearMap.Sparse) ? FormattableString.Invariant($"Density = {density}, ") : "";
        return (settings, Map(tokens), Map(channels));

        bool Has(LinearMap kind) => tokens == kind || channels == kind;

        ReferenceMap Map(LinearMap kind) => kind switch
        {
            LinearMap.Monarch => ReferenceMap.Monarch(blocks),
            LinearMap.Sparse => ReferenceMap.Sparse(density, (ulong)seed),
            _ => ReferenceMap.Dense,
        };
    }

    /// <summary>A density with which a map of so many weights keeps one at least.</summary>
    private double Density(int least, int weights)
    {
        var density = Densities[least + numbers.Choose(Densities.Length - least)];
        return weights * density < 1 ? 1 : density;
    }

    private int Seed() => numbers.Choose(5) - 2;

    private int Outputs() => keepsShape ? reference.Shape[^1] : numbers.Size();

    /// <summary>A number of blocks that inputs and outputs have room for; it need not divide either.</summary>
    private int Blocks(int inputs, int outputs) => 1 + numbers.Choose(Math.Min(6, Math.Min(inputs, outputs)));
}
