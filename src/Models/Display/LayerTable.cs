using System.Globalization;
using Spectre.Console;

namespace SparseGen.Tool.Display;

/// <summary>The layers of a model, a row each.</summary>
internal static class LayerTable
{
    /// <summary>Prints the layers, then the sums.</summary>
    /// <param name="title">Above the table.</param>
    /// <param name="info">The model.</param>
    public static void Show(string title, ModelInfo info)
    {
        Sheet table = Tables.Create(title)
            .Text("layer").Text("kind").Text("input").Text("output")
            .Number("parameters").Number("MACs").Number("effective width", dropped: 3).Number("connections", dropped: 2).Number("density", dropped: 1);
        foreach (LayerInfo layer in info.Layers)
        {
            table.Row(
                layer.Name,
                layer.Kind,
                Tables.Shape(layer.InputShape),
                Tables.Shape(layer.OutputShape),
                Tables.Count(layer.ParameterCount),
                Tables.Count(layer.Macs),
                layer.EffectiveWidth == 0 ? "-" : Tables.Count(layer.EffectiveWidth),
                Connections(layer.Connections),
                Density(layer.Density));
        }

        Terminal.Write(table);
        Terminal.WriteLine($"{Tables.Count(info.ParameterCount)} parameters in {info.Tensors.Length} tensors");
        Terminal.WriteLine($"{Tables.Count(info.Macs)} multiply-accumulates for the forward pass of one sample");
        Terminal.WriteLine(
            $"effective width {Tables.Count(info.EffectiveWidth)} (of the widest layer), {Connections(info.Connections)} connections a linear map, "
            + $"density {Density(info.Density)}");
    }

    private static string Connections(double connections) => connections == 0 ? "-" : Tables.Count((long)Math.Round(connections));

    /// <summary>Four digits: the maps of the largest Mixers keep less than a thousandth.</summary>
    private static string Density(double density) => density == 0 ? "-" : density.ToString("G4", CultureInfo.InvariantCulture);
}
