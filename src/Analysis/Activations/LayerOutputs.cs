using System.Globalization;

namespace SparseGen.Analysis;

/// <summary>
/// Which of the activations that a model keeps are the outputs of layers. Names of activations begin with that of their layer, and the last of a layer is its output, if it has the
/// output's size.
/// </summary>
internal static class LayerOutputs
{
    /// <summary>What a generated program calls the value with which a loop over copies begins: the output of the layer before it.</summary>
    private const string FirstOfLoop = ".first";

    /// <summary>The layers, with the indices of their outputs; copies of a repeated layer one by one.</summary>
    public static IReadOnlyList<(string Layer, int Index)> Find(ActivationRecord record, ModelInfo info)
    {
        var found = new List<(string Layer, int Index)> { ("input", 0) };
        int before = -1;
        for (int i = 1; i < record.Count; i++)
        {
            string name = record.Name(i);
            if (Instance(name, info) is not var (layer, row))
            {
                before = name.EndsWith(FirstOfLoop, StringComparison.Ordinal) ? i : before;
                continue;
            }

            if (before > 0 && row > 0)
            {
                Set(found, info.Layers[row - 1].Name, before);
            }

            before = -1;
            if (record.Size(i) == Size(info.Layers[row]))
            {
                Set(found, layer, i);
            }
        }

        return found;
    }

    private static void Set(List<(string Layer, int Index)> found, string layer, int index)
    {
        int known = found.FindIndex(one => one.Layer == layer);
        if (known < 0)
        {
            found.Add((layer, index));
        }
        else
        {
            found[known] = (layer, index);
        }
    }

    /// <summary>The layer, or the copy of one, that an activation belongs to, and its row in the table of layers.</summary>
    private static (string Layer, int Row)? Instance(string activation, ModelInfo info)
    {
        for (int row = 0; row < info.Layers.Length; row++)
        {
            string layer = info.Layers[row].Name;
            (string prefix, int first, int last) = Range(layer);
            if (first < last && Number(activation, prefix + ".") is int number && number >= first && number <= last)
            {
                return ($"{prefix}.{number.ToString(CultureInfo.InvariantCulture)}", row);
            }

            if (activation == layer || activation.StartsWith(layer + ".", StringComparison.Ordinal))
            {
                return Number(activation, layer + ".") is int copy ? ($"{layer}.{copy.ToString(CultureInfo.InvariantCulture)}", row) : (layer, row);
            }
        }

        return null;
    }

    /// <summary>What <c>blocks.0-3</c> says; of other names nothing.</summary>
    private static (string Prefix, int First, int Last) Range(string layer)
    {
        int dot = layer.LastIndexOf('.'), dash = layer.LastIndexOf('-');
        return dot > 0 && dash > dot && int.TryParse(layer.AsSpan(dot + 1, dash - dot - 1), out int first) && int.TryParse(layer.AsSpan(dash + 1), out int last)
            ? (layer[..dot], first, last)
            : (layer, 0, 0);
    }

    private static int? Number(string activation, string prefix)
    {
        if (!activation.StartsWith(prefix, StringComparison.Ordinal))
        {
            return null;
        }

        ReadOnlySpan<char> rest = activation.AsSpan(prefix.Length);
        int end = rest.IndexOf('.');
        return int.TryParse(end < 0 ? rest : rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
    }

    private static int Size(LayerInfo layer)
    {
        int size = 1;
        foreach (int dimension in layer.OutputShape)
        {
            size *= dimension;
        }

        return size;
    }
}
