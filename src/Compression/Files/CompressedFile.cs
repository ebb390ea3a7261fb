namespace SparseGen.Compression;

/// <summary>What compressed files say about themselves.</summary>
internal static class CompressedFile
{
    /// <summary>Metadata key of how a map or a model was compressed.</summary>
    public const string MethodKey = "compression";

    /// <summary>Reads a file of one method.</summary>
    /// <exception cref="CheckpointException">It is damaged, or of another method or kind.</exception>
    public static StoredTensors Read(string path, string method)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        StoredTensors tensors = StoredTensors.Read(path);
        string? found = tensors.Info!.Metadata.GetValueOrDefault(MethodKey);
        return found == method ? tensors : throw tensors.Problem(found is null
            ? $"The file has no \"{MethodKey}\" in its metadata, as a checkpoint has none; expected \"{method}\"."
            : $"\"{MethodKey}\" is \"{FileText.Show(found)}\"; expected \"{method}\".");
    }
}
