using System.CommandLine;
using SparseGen.Tool.Commands;
using SparseGen.Tool.Datasets;

namespace SparseGen.Experiments.Commands;

/// <summary><c>panorama</c>: the search for a view of a drawn room.</summary>
internal static class PanoramaCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var common = new ExperimentOptions("panorama", standardSeeds: 5);
        Option<int> places = Numbers.Whole("--places", "Places that a search looks at, each in 21 directions", 300, 100_000);
        Option<int> views = Numbers.Whole("--views", "Views of other rooms that the scorer learns from", 8000, 1_000_000);
        Option<string?> data = SharedOptions.Data("Folder with other data files, gzipped or not; the shipped ones by default");
        return common.CreateCommand(
            "The search for a well framed view of a drawn room: PanoTree's tree search against chance, scored by a trained Mixer",
            (result, session) => new PanoramaExperiment(
                session, DataSource.FashionMnist.Load(result.GetValue(data), limit: null), result.GetValue(places), result.GetValue(views)).Run(),
            [places, views, data]);
    }
}
