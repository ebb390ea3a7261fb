using System.Collections.Immutable;

namespace SparseGen;

/// <content>Loading.</content>
public static partial class Checkpoint
{
    private static readonly LoadOptions s_exactly = new();

    /// <summary>
    /// Loads parameters: reads and checks the whole file first, and only then changes them, all at once. Tensors may be of single precision
    /// (<c>F32</c>), of either half precision (<c>F16</c>, <c>BF16</c>), or of double precision (<c>F64</c>), which is rounded to the nearest.
    /// </summary>
    /// <param name="path">The file, or the index of its shards.</param>
    /// <param name="parameters">What to fill.</param>
    /// <returns>What the file says about itself.</returns>
    /// <exception cref="CheckpointException">
    /// The file is damaged or of another format, or a tensor's name, type or shape does not fit; <paramref name="parameters"/> is unchanged.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read, or the path is that of a folder, a device or a pipe.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to read the file.</exception>
    public static CheckpointInfo Load(string path, ParameterVector parameters) => Load(path, parameters, s_exactly).Info;

    /// <summary>
    /// Loads parameters from a file that is not quite the model's, as <paramref name="options"/> say: reads and checks the whole file first, and only
    /// then changes them, all at once.
    /// </summary>
    /// <param name="path">The file, or the index of its shards.</param>
    /// <param name="parameters">What to fill.</param>
    /// <param name="options">Other names, a part, more than the model has, matrices the other way round.</param>
    /// <returns>What was loaded, kept and passed over.</returns>
    /// <exception cref="ArgumentException">A pattern fits none of the model's tensors, or two names become one.</exception>
    /// <exception cref="CheckpointException">
    /// The file is damaged or of another format, or a tensor that is to be loaded does not fit; <paramref name="parameters"/> is unchanged.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read, or the path is that of a folder, a device or a pipe.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to read the file.</exception>
    public static LoadResult Load(string path, ParameterVector parameters, LoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(options);
        using CheckpointSource source = CheckpointSource.Open(path);
        return Load(path, source, parameters, options);
    }

    /// <summary>Loads parameters from the bytes of a file, such as those of an embedded resource: reads and checks all of them first.</summary>
    /// <param name="stream">Has the bytes of a file from where it stands to its end; it need not seek, and stays open.</param>
    /// <param name="parameters">What to fill.</param>
    /// <returns>What the file says about itself.</returns>
    /// <exception cref="CheckpointException">
    /// The bytes are not those of a sound file, or a tensor's name, type or shape does not fit; <paramref name="parameters"/> is unchanged.
    /// </exception>
    public static CheckpointInfo Load(Stream stream, ParameterVector parameters) => Load(stream, parameters, s_exactly).Info;

    /// <summary>Loads parameters from the bytes of a file that is not quite the model's: reads and checks all of them first.</summary>
    /// <param name="stream">Has the bytes of a file from where it stands to its end; it need not seek, and stays open.</param>
    /// <param name="parameters">What to fill.</param>
    /// <param name="options">Other names, a part, more than the model has, matrices the other way round.</param>
    /// <returns>What was loaded, kept and passed over.</returns>
    /// <exception cref="ArgumentException">A pattern fits none of the model's tensors, or two names become one.</exception>
    /// <exception cref="CheckpointException">
    /// The bytes are not those of a sound file, or a tensor that is to be loaded does not fit; <paramref name="parameters"/> is unchanged.
    /// </exception>
    public static LoadResult Load(Stream stream, ParameterVector parameters, LoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(options);
        using CheckpointSource source = CheckpointSource.Open(StreamName, stream);
        return Load(StreamName, source, parameters, options);
    }

    /// <summary>Loads parameters from the bytes of a file.</summary>
    internal static CheckpointInfo Load(string name, byte[] content, ParameterVector parameters)
    {
        using CheckpointSource source = CheckpointSource.Open(name, new MemoryStream(content, writable: false));
        return Load(name, source, parameters, s_exactly).Info;
    }

    private static LoadResult Load(string path, CheckpointSource source, ParameterVector parameters, LoadOptions options)
    {
        ParameterLayout layout = parameters.Layout;
        var matching = new TensorMatching(path, layout, source.Info.Tensors, options);

        // A second storage takes the tensors, so that whatever happens on the way the model has all of the old values or all of the new.
        float[] storage = new float[layout.Length];
        if (!matching.Kept.IsEmpty)
        {
            parameters.Read(storage);
        }

        float[] buffer = [];
        var loaded = ImmutableArray.CreateBuilder<string>();
        source.ReadAll((tensor, reader) =>
        {
            if (matching.PlaceOf(tensor) is TensorLayout place)
            {
                if (buffer.Length < place.Count)
                {
                    buffer = GC.AllocateUninitializedArray<float>(place.Count);
                }

                Span<float> values = buffer.AsSpan(0, place.Count);
                Read(tensor, reader, values, options.IsTransposed(place));
                if (place.FindMisplaced(values) is { } misplaced)
                {
                    throw new CheckpointException(path, new CheckpointDifferences([], [], [misplaced]));
                }

                place.Storage.Pack(values, storage.AsSpan(place.Offset, place.StorageLength));
                loaded.Add(place.Name);
            }
        });
        parameters.Write(storage);
        return new LoadResult(source.Info, loaded.ToImmutable(), matching.Kept, matching.Ignored);
    }

    private static void Read(CheckpointTensor tensor, TensorReader reader, Span<float> values, bool isTransposed)
    {
        reader.ReadFloats(values);
        if (!isTransposed)
        {
            return;
        }

        (int inputs, int outputs) = (tensor.Shape[0], tensor.Shape[1]);
        float[] read = values.ToArray();
        for (int output = 0; output < outputs; output++)
        {
            for (int input = 0; input < inputs; input++)
            {
                values[(output * inputs) + input] = read[(input * outputs) + output];
            }
        }
    }
}
