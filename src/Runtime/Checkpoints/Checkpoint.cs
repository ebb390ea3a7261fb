using System.Collections.Immutable;

namespace SparseGen;

/// <summary>
/// Saves and loads parameters as safetensors files, with the names, shapes and order of elements that PyTorch has. Files written here
/// carry checksums of their data and of their header, which are verified. Files from elsewhere load without, such as those of timm's
/// models: a model declared with timm's layers has timm's tensor names and shapes.
/// </summary>
public static class Checkpoint
{
    /// <summary>The metadata key of the model's name.</summary>
    public const string ModelKey = "model";

    /// <summary>Saves a model, with its name in the metadata.</summary>
    /// <param name="path">The file; one that is there is replaced (of a link, the one that it leads to), its folder is made where it is missing.</param>
    /// <param name="model">The model.</param>
    /// <param name="metadata">More entries for the metadata, under other keys than <see cref="ModelKey"/>.</param>
    /// <exception cref="ArgumentException">A metadata key is reserved, or <see cref="ModelKey"/>.</exception>
    /// <exception cref="IOException">
    /// The file cannot be written, or the path is that of a folder, a device or a pipe; what was there is as it was.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to write in the folder.</exception>
    public static void Save<TModel>(string path, TModel model, IReadOnlyDictionary<string, string>? metadata = null)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        Dictionary<string, string> entries = metadata is null ? [] : new(metadata, StringComparer.Ordinal);
        if (!entries.TryAdd(ModelKey, TModel.Info.Name))
        {
            throw new ArgumentException(
                $"metadata has the key \"{ModelKey}\" with \"{entries[ModelKey]}\"; the model's name, {TModel.Info.Name}, stands there.", nameof(metadata));
        }

        Save(path, model.Parameters, entries);
    }

    /// <summary>
    /// Saves parameters. The bytes go to a temporary file beside the target, are flushed to the disk and then take the target's name, so
    /// that a reader sees the old file or the new one, never a part. The same parameters and metadata give the same bytes.
    /// </summary>
    /// <param name="path">The file; one that is there is replaced (of a link, the one that it leads to), its folder is made where it is missing.</param>
    /// <param name="parameters">What to save.</param>
    /// <param name="metadata">Entries for the metadata, such as <see cref="ModelKey"/>.</param>
    /// <exception cref="ArgumentException">A metadata key is reserved.</exception>
    /// <exception cref="IOException">
    /// The file cannot be written, or the path is that of a folder, a device or a pipe; what was there is as it was.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to write in the folder.</exception>
    public static void Save(string path, ParameterVector parameters, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(parameters);
        SafetensorsFile.Write(path, SourcesOf(parameters), metadata ?? ImmutableDictionary<string, string>.Empty);
    }

    /// <summary>
    /// Loads parameters: reads and checks the whole file first, and only then changes them, all at once. Tensors may be of single precision
    /// (<c>F32</c>) or of either half precision (<c>F16</c>, <c>BF16</c>).
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="parameters">What to fill.</param>
    /// <returns>What the file says about itself.</returns>
    /// <exception cref="CheckpointException">
    /// The file is damaged, or a tensor's name, type or shape does not fit; <paramref name="parameters"/> is unchanged.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CheckpointInfo Load(string path, ParameterVector parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return Load(path, file, parameters);
    }

    /// <summary>What a checkpoint says about itself. The whole file is read and checked.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">The file is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CheckpointInfo ReadInfo(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        file.ReadAll(static (_, _) => { });
        return file.Info;
    }

    /// <summary>Loads parameters from the bytes of a file.</summary>
    internal static CheckpointInfo Load(string path, byte[] content, ParameterVector parameters)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path, new MemoryStream(content, writable: false));
        return Load(path, file, parameters);
    }

    private static CheckpointInfo Load(string path, SafetensorsFile file, ParameterVector parameters)
    {
        ParameterLayout layout = parameters.Layout;
        CheckpointDifferences differences = CheckpointDifferences.Between(Describe(layout), file.Info.Tensors);
        if (!differences.IsEmpty)
        {
            throw new CheckpointException(path, differences);
        }

        // A second storage takes the tensors, so that whatever happens on the way the model has all of the old values or all of the new.
        float[] storage = new float[layout.Length];
        file.ReadAll((tensor, reader) =>
        {
            TensorLayout place = layout.Find(tensor.Name);
            float[] values = GC.AllocateUninitializedArray<float>(place.Count);
            reader.ReadFloats(values);
            if (place.FindMisplaced(values) is { } misplaced)
            {
                throw new CheckpointException(path, new CheckpointDifferences([], [], [misplaced]));
            }

            place.Storage.Pack(values, storage.AsSpan(place.Offset, place.StorageLength));
        });
        parameters.Write(storage);
        return file.Info;
    }

    private static TensorSource[] SourcesOf(ParameterVector parameters) =>
        [.. parameters.Layout.Tensors.Select(tensor => TensorSource.Of(tensor.Name, parameters, tensor))];

    private static ImmutableArray<CheckpointTensor> Describe(ParameterLayout layout)
    {
        var tensors = ImmutableArray.CreateBuilder<CheckpointTensor>(layout.Tensors.Length);
        long offset = 0;
        foreach (TensorLayout tensor in layout.Tensors)
        {
            long length = (long)tensor.Count * sizeof(float);
            tensors.Add(new CheckpointTensor(tensor.Name, TensorElements.Single, tensor.Shape, offset, length));
            offset += length;
        }

        return tensors.MoveToImmutable();
    }
}
