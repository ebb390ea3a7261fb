using System.Collections.Immutable;

namespace SparseGen;

/// <summary>
/// Saves and loads parameters as safetensors files, with the names, shapes and order of elements that PyTorch has. Files written here
/// carry checksums of their data and of their header, which are verified. Files from elsewhere load without, such as those of timm's
/// models: a model declared with timm's layers has timm's tensor names and shapes. A path may also be that of the index of a file in shards
/// (<c>model.safetensors.index.json</c>).
/// </summary>
/// <remarks>
/// Files are written and read tensor by tensor: saving needs the memory of the largest tensor beside the model's own, loading that and a second storage
/// on the host, which takes the tensors until all of them are known to be right.
/// </remarks>
public static partial class Checkpoint
{
    /// <summary>The metadata key of the model's name.</summary>
    public const string ModelKey = "model";

    private const string StreamName = "the stream";

    /// <summary>What a checkpoint says about itself. The whole file is read and checked.</summary>
    /// <param name="path">The file, or the index of its shards.</param>
    /// <exception cref="CheckpointException">The file is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read, or the path is that of a folder, a device or a pipe.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to read the file.</exception>
    public static CheckpointInfo ReadInfo(string path)
    {
        using CheckpointSource source = CheckpointSource.Open(path);
        return ReadInfo(source);
    }

    /// <summary>What a checkpoint says about itself. All of it is read and checked.</summary>
    /// <param name="stream">Has the bytes of a file from where it stands to its end; it need not seek, and stays open.</param>
    /// <exception cref="CheckpointException">The bytes are not those of a sound file.</exception>
    public static CheckpointInfo ReadInfo(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using CheckpointSource source = CheckpointSource.Open(StreamName, stream);
        return ReadInfo(source);
    }

    /// <summary>Reads one tensor of a file, whatever model it is of. The whole file is read and checked.</summary>
    /// <param name="path">The file, or the index of its shards.</param>
    /// <param name="name">The tensor's name in the file; <see cref="ReadInfo(string)"/> has the names and shapes.</param>
    /// <returns>Its elements, row-major; <c>F64</c> is rounded to single precision.</returns>
    /// <exception cref="ArgumentException">There is no such tensor, or its type is none that becomes floats; the message has the nearest names.</exception>
    /// <exception cref="CheckpointException">The file is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read, or the path is that of a folder, a device or a pipe.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to read the file.</exception>
    public static float[] ReadTensor(string path, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        using CheckpointSource source = CheckpointSource.Open(path);
        return ReadTensor(source, name);
    }

    /// <summary>Reads one tensor out of the bytes of a file, whatever model it is of. All of it is read and checked.</summary>
    /// <param name="stream">Has the bytes of a file from where it stands to its end; it need not seek, and stays open.</param>
    /// <param name="name">The tensor's name in the file.</param>
    /// <returns>Its elements, row-major; <c>F64</c> is rounded to single precision.</returns>
    /// <exception cref="ArgumentException">There is no such tensor, or its type is none that becomes floats; the message has the nearest names.</exception>
    /// <exception cref="CheckpointException">The bytes are not those of a sound file.</exception>
    public static float[] ReadTensor(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        using CheckpointSource source = CheckpointSource.Open(StreamName, stream);
        return ReadTensor(source, name);
    }

    private static CheckpointInfo ReadInfo(CheckpointSource source)
    {
        source.ReadAll(static (_, _) => { });
        return source.Info;
    }

    private static float[] ReadTensor(CheckpointSource source, string name)
    {
        ImmutableArray<CheckpointTensor> tensors = source.Info.Tensors;
        CheckpointTensor wanted = tensors.FirstOrDefault(tensor => tensor.Name == name) ?? throw new ArgumentException(
            $"There is no tensor \"{name}\" among the {tensors.Length} of the file. Nearest: "
            + $"{string.Join(", ", NearestNames.Find(name, ImmutableArray.CreateRange(tensors, static tensor => FileText.Show(tensor.Name)), limit: 5))}.",
            nameof(name));
        if (!TensorElements.CanRead(wanted.Type) || ElementType.CountElements(wanted.Shape) > Array.MaxLength)
        {
            throw new ArgumentException($"Tensor \"{name}\" is {wanted.Description}; expected at most {Array.MaxLength} elements of F32, F16, BF16 or F64.", nameof(name));
        }

        float[] values = new float[ElementType.CountElements(wanted.Shape)];
        source.ReadAll((tensor, reader) =>
        {
            if (ReferenceEquals(tensor, wanted))
            {
                reader.ReadFloats(values);
            }
        });
        return values;
    }
}
