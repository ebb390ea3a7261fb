using SparseGen.Generators.Emission;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>How a layer is called.</summary>
/// <param name="Scope">Prefix of its tensors, in which <c>{0}</c> stands for the number of a copy.</param>
/// <param name="First">Number of the first copy.</param>
/// <param name="Display">Name in the table of layers.</param>
internal readonly record struct LayerName(string Scope, int First, string Display);

/// <summary>
/// Names the layers of one model or block as timm does: stem, blocks.0 ..., norm, head. Blocks are numbered through the whole model; other
/// layers that come again get a number behind the name (norm, norm2). A used block is called by its class in snake case. A name given in the
/// declaration goes first.
/// </summary>
internal sealed class LayerNames
{
    private readonly Dictionary<string, long> _used = [];

    /// <summary>Copies that a declaration asks for.</summary>
    public static int Repeat(LayerSpec spec) => spec.Int("Repeat", 1);

    public LayerName Next(Layer layer, LayerSpec spec, bool isLast)
    {
        int repeat = Repeat(spec);
        if (spec.Text("Name") is { Length: > 0 } given)
        {
            return new LayerName(repeat > 1 ? given + ".{0}" : given, 0, given);
        }

        if (isLast && layer is LinearLayer)
        {
            return new LayerName(repeat > 1 ? "head.{0}" : "head", 0, "head");
        }

        string name = layer is UseLayer ? SnakeCase(spec.Block!) : layer.DefaultName;
        long before = _used.TryGetValue(name, out long count) ? count : 0;
        if (layer.IsNumbered)
        {
            _used[name] = before + repeat;
            string range = repeat == 1 ? Text.Of(before) : $"{Text.Of(before)}-{Text.Of(before + repeat - 1)}";
            return new LayerName(name + ".{0}", Sizes.Int(before, "for the numbers of its copies"), $"{name}.{range}");
        }

        _used[name] = before + 1;
        string unique = before == 0 && !layer.CountsFromOne ? name : name + Text.Of(before + 1);
        return new LayerName(repeat > 1 ? unique + ".{0}" : unique, 0, unique);
    }

    /// <summary>TokenMixing becomes token_mixing, and MLPStage mlp_stage.</summary>
    private static string SnakeCase(string name)
    {
        IEnumerable<string> letters = name.Select((letter, i) =>
            char.IsUpper(letter) && i > 0 && name[i - 1] != '_' && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])))
                ? "_" + char.ToLowerInvariant(letter)
                : char.ToLowerInvariant(letter).ToString());
        return string.Concat(letters);
    }
}
