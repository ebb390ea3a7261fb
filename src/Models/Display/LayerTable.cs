using System.Globalization;
using Spectre.Console;

namespace SparseGen.Models.Display;

/// <summary>The layers of a model, a row each.</summary>
internal static class LayerTable
{
    /// <summary>Prints the layers, then the sums.</summary>
    /// <param name="title">Above the table.</param>
    /// <param name="info">The model.</param>
    public static void Show(string title, ModelInfo info)
    {
        Table table = Tables.Create(title)
            .Text("layer").Text("kind").Text("input").Text("output")
            .Number("parameters").Number("MACs").Number("effective width").Number("connections").Number("density");
        foreach (LayerInfo layer in info.Layers)
        {
            table.Row(
                layer.Name,
                layer.Kind,
                Tables.Shape(layer.InputShape),
                Tables.Shape(layer.OutputShape),
                Tables.Count(layer.ParameterCount),
                Tables.Count(layer.Macs),
                Tables.Count(layer.EffectiveWidth),
                layer.LinearMapCount == 0 ? "-" : Tables.Count((long)Math.Round(layer.Connections)),
                layer.Density == 0 ? "-" : layer.Density.ToString("0.####", CultureInfo.InvariantCulture));
        }

        Terminal.Output.Write(table);
        Terminal.WriteLine($"{Tables.Count(info.ParameterCount)} parameters in {info.Tensors.Length} tensors");
        Terminal.WriteLine($"{Tables.Count(info.Macs)} multiply-accumulates for the forward pass of one sample");
    }
}
