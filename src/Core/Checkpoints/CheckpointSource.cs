using System.Collections.Immutable;
using System.Text.Json;

namespace SparseGen;

/// <summary>
/// What a checkpoint is read from: one file, or the shards that an index names (<c>model.safetensors.index.json</c>, as large models are published).
/// </summary>
internal sealed class CheckpointSource : IDisposable
{
    private const int LongestIndex = 100_000_000;

    private readonly ImmutableArray<SafetensorsFile> _files;

    private CheckpointSource(ImmutableArray<SafetensorsFile> files)
    {
        _files = files;
        Info = files.Length == 1
            ? files[0].Info
            : new CheckpointInfo(CommonMetadata(files), [.. files.SelectMany(static file => file.Info.Tensors)]);
    }

    /// <summary>Metadata that all files have, and the tensors of all of them, file by file.</summary>
    public CheckpointInfo Info { get; }

    /// <summary>Opens a file, or the files of an index.</summary>
    /// <exception cref="CheckpointException">A header is damaged, or the index and its files do not belong together.</exception>
    /// <exception cref="IOException">A file cannot be read, or is no file.</exception>
    public static CheckpointSource Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && ReadIndex(path) is { } shards
            ? OpenShards(path, shards)
            : new CheckpointSource([SafetensorsFile.Open(path)]);
    }

    /// <summary>Reads a stream from where it stands to its end.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="stream">The stream, which stays open.</param>
    public static CheckpointSource Open(string name, Stream stream) => new([SafetensorsFile.Open(name, stream, leaveOpen: true)]);

    /// <summary>Reads and checks all data: see <see cref="SafetensorsFile.ReadAll"/>.</summary>
    public void ReadAll(Action<CheckpointTensor, TensorReader> visit)
    {
        foreach (SafetensorsFile file in _files)
        {
            file.ReadAll(visit);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SafetensorsFile file in _files)
        {
            file.Dispose();
        }
    }

    private static ImmutableSortedDictionary<string, string> CommonMetadata(ImmutableArray<SafetensorsFile> files)
    {
        ImmutableSortedDictionary<string, string> common = files[0].Info.Metadata;
        foreach ((string key, string value) in common)
        {
            if (files.Any(file => file.Info.Metadata.GetValueOrDefault(key) != value))
            {
                common = common.Remove(key);
            }
        }

        return common;
    }

    // Null where it is JSON of another kind, or none.
    private static Dictionary<string, string>? ReadIndex(string path)
    {
        using FileStream stream = FileKind.OpenRead(path);
        if (stream.Length > LongestIndex)
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(stream);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("weight_map", out JsonElement map)
                ? map.EnumerateObject().ToDictionary(static entry => entry.Name, static entry => entry.Value.GetString()!, StringComparer.Ordinal)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // Not JSON; a value that is no text; a name that is there twice.
            return null;
        }
    }

    private static CheckpointSource OpenShards(string path, Dictionary<string, string> shardOf)
    {
        var files = new SortedList<string, SafetensorsFile>(StringComparer.Ordinal);
        try
        {
            foreach (string shard in shardOf.Values.Distinct(StringComparer.Ordinal))
            {
                // An index may lead to the files beside it, and nowhere else.
                if (string.IsNullOrEmpty(shard) || shard is "." or ".." || shard.AsSpan().ContainsAny("/\\:\0"))
                {
                    throw new CheckpointException(path, $"The index names the file \"{FileText.Show(shard ?? "null")}\"; expected one in its own folder.");
                }

                files.Add(shard, SafetensorsFile.Open(Path.Combine(Path.GetDirectoryName(path) ?? string.Empty, shard)));
            }

            CheckMap(path, shardOf, files);
            return new CheckpointSource([.. files.Values]);
        }
        catch
        {
            foreach (SafetensorsFile file in files.Values)
            {
                file.Dispose();
            }

            throw;
        }
    }

    private static void CheckMap(string path, Dictionary<string, string> shardOf, SortedList<string, SafetensorsFile> files)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string shard, SafetensorsFile file) in files)
        {
            foreach (CheckpointTensor tensor in file.Info.Tensors)
            {
                if (shardOf.GetValueOrDefault(tensor.Name) != shard)
                {
                    throw new CheckpointException(path, $"{FileText.Show(shard)} has the tensor \"{FileText.Show(tensor.Name)}\", which the index does not look for there.");
                }

                found.Add(tensor.Name);
            }
        }

        if (shardOf.Keys.FirstOrDefault(name => !found.Contains(name)) is string missing)
        {
            throw new CheckpointException(path, $"The index has the tensor \"{FileText.Show(missing)}\" in {FileText.Show(shardOf[missing])}, which has it not.");
        }
    }
}
