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
        ImmutableArray<CheckpointTensor> tensors = Describe(parameters.Layout);
        byte[] data = new byte[tensors.IsEmpty ? 0 : tensors[^1].Offset + tensors[^1].Length];
        foreach (CheckpointTensor tensor in tensors)
        {
            float[] values = new float[tensor.Length / sizeof(float)];
            parameters.GetTensor(tensor.Name, values);
            LittleEndian.Write(values, data.AsSpan(tensor.Offset, tensor.Length));
        }

        byte[] header = SafetensorsWriter.WriteHeader(tensors, metadata ?? ImmutableDictionary<string, string>.Empty, data);
        AtomicFile.Write(path, header, data);
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
        return Load(path, ReadFile(path), parameters);
    }

    /// <summary>What a checkpoint says about itself. The whole file is read and checked.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">The file is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CheckpointInfo ReadInfo(string path) => SafetensorsReader.Read(path, ReadFile(path), out _);

    /// <summary>Loads parameters from the bytes of a file.</summary>
    internal static CheckpointInfo Load(string path, byte[] file, ParameterVector parameters)
    {
        CheckpointInfo info = SafetensorsReader.Read(path, file, out ReadOnlySpan<byte> data);
        CheckpointDifferences differences = CheckpointDifferences.Between(Describe(parameters.Layout), info.Tensors);
        if (!differences.IsEmpty)
        {
            throw new CheckpointException(path, differences);
        }

        // A second vector takes the tensors, so that whatever happens on the way the model has all of the old values or all of the new.
        ParameterVector loaded = parameters.CreateLike();
        foreach (CheckpointTensor tensor in info.Tensors)
        {
            float[] values = new float[TensorElements.Count(tensor.Shape)];
            TensorElements.Read(tensor.Type, data.Slice(tensor.Offset, tensor.Length), values);
            if (parameters.Layout.Find(tensor.Name).FindMisplaced(values) is { } misplaced)
            {
                throw new CheckpointException(path, new CheckpointDifferences([], [], [misplaced]));
            }

            loaded.SetTensor(tensor.Name, values);
        }

        parameters.CopyFrom(loaded);
        return info;
    }

    /// <summary>All bytes of a file.</summary>
    internal static byte[] ReadFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        long length = new FileInfo(path).Length;
        return length <= Array.MaxLength
            ? File.ReadAllBytes(path)
            : throw new CheckpointException(path, $"The file has {length} bytes; at most {Array.MaxLength} can be loaded.");
    }

    private static ImmutableArray<CheckpointTensor> Describe(ParameterLayout layout)
    {
        var tensors = ImmutableArray.CreateBuilder<CheckpointTensor>(layout.Tensors.Length);
        int offset = 0;
        foreach (TensorLayout tensor in layout.Tensors)
        {
            int length = checked(tensor.Count * sizeof(float));
            tensors.Add(new CheckpointTensor(tensor.Name, TensorElements.Single, tensor.Shape, offset, length));
            offset = checked(offset + length);
        }

        return tensors.MoveToImmutable();
    }
}
