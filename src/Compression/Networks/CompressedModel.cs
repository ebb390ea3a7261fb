using System.Collections.Concurrent;
using System.Collections.Immutable;
using SparseGen.Compression.Networks;
using SparseGen.Execution;

namespace SparseGen.Compression;

/// <summary>
/// Inference of a trained model some or all of whose linear maps are compressed. Its ops are those of the model's description of itself, one after another on the CPU; nothing
/// of it is trained. Any number of threads may call <see cref="Forward"/> at once.
/// </summary>
public sealed class CompressedModel
{
    private readonly Network _network;
    private readonly ConcurrentBag<NetworkValues> _pool = [];

    internal CompressedModel(ModelInfo info, CompressionMethod method, Network network, ImmutableArray<CompressedLayer> layers, ImmutableSortedDictionary<string, float[]> others)
    {
        (Info, Method, _network, Layers, Others) = (info, method, network, layers, others);
    }

    /// <summary>Shapes of the model.</summary>
    public ModelInfo Info { get; }

    /// <summary>What has taken the place of linear maps.</summary>
    public CompressionMethod Method { get; }

    /// <summary>The maps that are compressed, in the order in which they run.</summary>
    public ImmutableArray<CompressedLayer> Layers { get; }

    /// <summary>Threads that share out a batch; all cores by default.</summary>
    public int Threads
    {
        get;
        set => field = Arguments.Positive(value, nameof(value));
    } = Environment.ProcessorCount;

    /// <summary>Bytes of all that the model keeps; the exact one has four for each of its parameters.</summary>
    public long Bytes => Layers.Sum(static layer => layer.Bytes) + Others.Values.Sum(static tensor => (long)sizeof(float) * tensor.Length);

    /// <summary>The tensors that are as they were.</summary>
    internal ImmutableSortedDictionary<string, float[]> Others { get; }

    /// <summary>Compresses a trained model. Maps are made one after another, each with the rows that it gets behind those that are compressed already.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <param name="model">The model, on any device; it stays as it is.</param>
    /// <param name="samples">Calibration data: samples like those that it will be used with, [samples, InputSize]. Hundreds do for integers, thousands for tables.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">There are no samples, too few, or such as are not finite; or a length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <exception cref="NotSupportedException">The model has an op that is not known here, or no linear map; the message names it.</exception>
    public static CompressedModel Create<TModel>(TModel model, ReadOnlySpan<float> samples, CompressionOptions? options = null)
        where TModel : class, IInferenceModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new CompressionOptions();
        options.Check();
        int size = TModel.Info.InputSize;
        if (samples.IsEmpty)
        {
            throw new ArgumentException(
                $"samples is empty; expected calibration data, samples of {size} numbers like those that {TModel.Info.Name} will be used with.", nameof(samples));
        }

        int count = Arguments.Rows(samples.Length, size, nameof(samples));
        Arguments.Finite(samples, size, nameof(samples));
        TModel.Info.CheckCategories(samples, nameof(samples));
        using VectorLease still = model.Parameters.HoldStill();
        Network network = NetworkOf<TModel>(model.Parameters);
        LinearStep[] chosen = options.Layers == CompressedLayers.All ? [.. network.LinearSteps] : [.. network.LinearSteps.TakeLast(1)];
        var values = new NetworkValues(network, count);
        samples.CopyTo(values[network.Input, count]);
        var compression = new LayerCompression(options);
        var layers = ImmutableArray.CreateBuilder<CompressedLayer>();
        foreach (NetworkStep step in network.Steps)
        {
            if (step is LinearStep linear && chosen.Contains(linear))
            {
                layers.Add(compression.Replace(linear, values, count));
            }

            step.Run(values, count);
        }

        return new CompressedModel(TModel.Info, options.Method, network, layers.ToImmutable(), OthersOf(model.Parameters, chosen));
    }

    /// <summary>Inference. The batch is input.Length / InputSize, any size.</summary>
    /// <param name="input">[batch, InputSize].</param>
    /// <param name="output">[batch, OutputSize].</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public unsafe void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        int count = Arguments.Rows(input.Length, Info.InputSize, nameof(input));
        Arguments.Length(output.Length, (long)count * Info.OutputSize, $"{Info.OutputSize} for each of {count} samples", nameof(output));
        if (count == 0)
        {
            return;
        }

        Info.CheckCategories(input, nameof(input));
        int chunk = Math.Clamp(Partition.DivideUp(count, Threads), 1, _network.ChunkSamples);
        int chunks = Partition.DivideUp(count, chunk);
        fixed (float* from = input, to = output)
        {
            (nint source, nint target) = ((nint)from, (nint)to);
            if (Threads == 1 || chunks == 1)
            {
                for (int i = 0; i < chunks; i++)
                {
                    Run(source, target, i * chunk, Math.Min(chunk, count - (i * chunk)));
                }

                return;
            }

            Parallel.For(0, chunks, new ParallelOptions { MaxDegreeOfParallelism = Threads }, i => Run(source, target, i * chunk, Math.Min(chunk, count - (i * chunk))));
        }
    }

    /// <summary>Saves it in a safetensors file, with the tensors that are as they were. The file appears whole or not at all.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <exception cref="IOException">The file cannot be written; what was there is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to write in the folder.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        CompressedModelFile.Save(path, this);
    }

    /// <summary>Loads what <see cref="Save"/> wrote. The whole file is read and checked.</summary>
    /// <typeparam name="TModel">The class of the model that was compressed.</typeparam>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">The file is damaged, or none of such a model: the message says what was found and what was expected.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to read it.</exception>
    public static CompressedModel Load<TModel>(string path)
        where TModel : class, IInferenceModel<TModel>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return CompressedModelFile.Load<TModel>(path);
    }

    /// <summary>Reads the description of a model.</summary>
    internal static Network NetworkOf<TModel>(ParameterVector parameters)
        where TModel : class, IInferenceModel<TModel>
    {
        var reader = new NetworkReader(parameters);
        try
        {
            TModel.Describe(reader);
        }
        catch (NotSupportedException unknown)
        {
            throw new NotSupportedException($"{TModel.Info.Name} cannot be compressed. {unknown.Message}", unknown);
        }

        Network network = reader.ToNetwork();
        return network.LinearSteps.Any() ? network : throw new NotSupportedException($"{TModel.Info.Name} cannot be compressed: it has no linear map.");
    }

    /// <summary>The tensors that no compressed map holds.</summary>
    internal static ImmutableSortedDictionary<string, float[]> OthersOf(ParameterVector parameters, IEnumerable<LinearStep> compressed)
    {
        var inside = compressed.SelectMany(static step => step.Tensors).ToHashSet(StringComparer.Ordinal);
        return parameters.Layout.Tensors.Where(tensor => !inside.Contains(tensor.Name)).ToImmutableSortedDictionary(
            static tensor => tensor.Name,
            tensor =>
            {
                float[] numbers = new float[tensor.Count];
                parameters.GetTensor(tensor.Name, numbers);
                return numbers;
            },
            StringComparer.Ordinal);
    }

    private unsafe void Run(nint source, nint target, int first, int samples)
    {
        if (!_pool.TryTake(out NetworkValues? values))
        {
            values = new NetworkValues(_network, _network.ChunkSamples);
        }

        (int inputs, int outputs) = (Info.InputSize, Info.OutputSize);
        _network.Run(
            values,
            new ReadOnlySpan<float>((float*)source + ((nint)first * inputs), samples * inputs),
            new Span<float>((float*)target + ((nint)first * outputs), samples * outputs));
        _pool.Add(values);
    }
}
