using System.Text;

namespace SparseGen.Bench.Peers.Random;

/// <summary>
/// Draws declarations of models: MLPs, Mixers, and both with Monarch or sparse maps, of odd and even sizes. The numbers are the seed's, so that a run can be repeated, and
/// another seed gives models that nobody has tuned anything for.
/// </summary>
/// <param name="seed">The seed.</param>
internal sealed class ModelDrawer(ulong seed)
{
    /// <summary>How many models there are.</summary>
    public const int Count = 40;

    private static readonly int[] Batches = [1, 7, 64, 1000];
    private static readonly string[] Activations = ["Gelu", "Relu", "GeluTanh", "SquaredRelu"];

    private readonly CounterRandom _random = new(seed, "models");

    /// <summary>The file.</summary>
    public string Draw()
    {
        var text = new StringBuilder();
        text.Append("// Written by: dotnet run -c Release --project bench/Peers -- draw --seed ").Append(seed).AppendLine();
        text.AppendLine("using SparseGen.Models;");
        text.AppendLine();
        text.AppendLine("namespace SparseGen.Bench.Peers.Random;");
        text.AppendLine();
        text.AppendLine("/// <summary>Models that were drawn at random, and the batches that they are run with.</summary>");
        text.AppendLine("internal static class RandomModels");
        text.AppendLine("{");
        text.AppendLine("    public static IReadOnlyList<DrawnModel> All { get; } =");
        text.AppendLine("    [");
        for (int i = 0; i < Count; i++)
        {
            // All batches and all kinds alike.
            text.AppendLine($"        new(ModelEntry.Of<Random{i:00}>(\"Random{i:00}\", \"drawn at random\"), {Batches[i / 5 % Batches.Length]}),");
        }

        text.AppendLine("    ];");
        text.AppendLine("}");
        for (int i = 0; i < Count; i++)
        {
            text.AppendLine();
            text.AppendLine(Model(i % 5));
            text.AppendLine($"internal sealed partial class Random{i:00};");
        }

        return text.ToString();
    }

    private string Model(int kind) => kind switch
    {
        0 => Mlp(),
        1 => Mixer(),
        2 => Monarch(),
        3 => Sparse(),
        _ => SMixer(),
    };

    private string Mlp()
    {
        int width = Between(5, 700);
        var layers = new List<string> { $"VectorInput({width})" };
        int count = Between(1, 4);
        for (int layer = 0; layer < count; layer++)
        {
            int next = Between(5, 900);
            layers.Add($"Linear({next}, Name = \"fc{layer}\"), {Activation()}");
        }

        return Of([.. layers, "Linear(10)"]);
    }

    private string Mixer()
    {
        if (Between(0, 1) == 0)
        {
            int patch = Between(2, 5);
            (int height, int width) = (patch * Between(3, 9), patch * Between(3, 9));
            return Of($"ImageInput({height}, {width}, {Between(1, 4)}), PatchEmbedding({patch}, {Between(8, 140)})", Block(), "LayerNorm, TokenMean, Linear(10)");
        }

        return Of($"TokenInput({Between(5, 130)}, {Between(3, 140)})", Block(), "LayerNorm, Flatten, Linear(10)");
    }

    private string Block() => $"MixerBlock({Between(8, 160)}, {Between(8, 300)}, Repeat = {Between(1, 6)}, Activation = ActivationKind.{Kind()})";

    private string SMixer() =>
        Of($"TokenInput({Between(8, 100)}, {Between(8, 100)})", $"SMixerBlock(Repeat = {Between(1, 8)}, Activation = ActivationKind.{Kind()})", "LayerNorm, TokenMean, Linear(10)");

    private string Monarch()
    {
        int blocks = Between(2, 8);
        int width = blocks * Between(4, 80), next = blocks * Between(4, 80);
        return Of(
            $"VectorInput({width})", $"Monarch({next}, Blocks = {blocks}, Name = \"fc1\"), {Activation()}", $"Monarch({width}, Blocks = {blocks}, Name = \"fc2\"), {Activation()}",
            "Linear(10)");
    }

    private string Sparse()
    {
        double density = Between(2, 30) / 100.0;
        int width = Between(40, 900);
        string number = density.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
        return Of($"VectorInput({width}), SparseMlpBlock({number}, Repeat = {Between(1, 4)})", $"SparseLinear({Between(40, 900)}, {number}), {Activation()}", "Linear(10)");
    }

    private static string Of(params IEnumerable<string> layers) => string.Join(Environment.NewLine, layers.Prepend("Model").Select(static line => $"[{line}]"));

    private string Activation() => $"Activation(ActivationKind.{Kind()})";

    private string Kind() => Activations[Between(0, Activations.Length - 1)];

    private int Between(int least, int most) => least + _random.NextInt32(most - least + 1);
}
