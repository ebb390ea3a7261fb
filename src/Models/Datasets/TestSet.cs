using SparseGen.Tool.Commands;

namespace SparseGen.Tool.Datasets;

/// <summary>The images of an evaluation, and whether the checkpoint was made with the same.</summary>
/// <param name="Name">What data they are.</param>
/// <param name="Folder">Where they were read, full path.</param>
/// <param name="Images">The images.</param>
/// <param name="IsOfTraining">Whether the training was judged by them; null where the checkpoint does not say.</param>
internal sealed record TestSet(string Name, string Folder, Dataset Images, bool? IsOfTraining)
{
    /// <summary>Takes what the options say, and what they leave open as the training had it.</summary>
    /// <param name="source">The data of the model.</param>
    /// <param name="checkpoint">Path of the checkpoint.</param>
    /// <param name="directory">What <c>--data</c> says; null for nothing.</param>
    /// <param name="limit">What <c>--limit</c> says; null for nothing.</param>
    /// <exception cref="CommandException">The folder of the training has gone.</exception>
    /// <exception cref="CheckpointException">The checkpoint is none.</exception>
    public static TestSet Load(DataSource source, string checkpoint, string? directory, int? limit)
    {
        DataRecord trained = DataRecord.Read(Checkpoint.ReadInfo(checkpoint));
        if (directory is null && trained.Folder is string folder && !Directory.Exists(folder))
        {
            throw new CommandException(
                $"--data: '{checkpoint}' was trained with the images in '{folder}', which is not there; say where they are, or take those that come with the program: "
                + $"--data '{source.ShippedFolder}'");
        }

        bool isAsTrained = directory is null;
        directory ??= trained.Folder;
        limit ??= isAsTrained ? trained.Limit : null;
        Dataset images = source.Load(directory, limit).Test;
        return new TestSet(
            source.Name,
            Path.GetFullPath(directory ?? source.ShippedFolder),
            images,
            trained.HasTestImagesOf(DataRecord.Of(directory, limit, images)));
    }

    /// <summary>One line for people.</summary>
    /// <param name="count">How many images there are.</param>
    /// <param name="name">What data they are.</param>
    /// <param name="folder">Where they were read.</param>
    /// <param name="isOfTraining">Whether the training was judged by them.</param>
    public static string Describe(string count, string name, string folder, bool? isOfTraining)
        => $"Test set: {count} images of {name} in {folder}"
            + isOfTraining switch { true => ", those of the training", false => ", not those of the training", null => string.Empty };
}
