namespace SparseGen.Tests.Compression;

/// <summary>A name in the folder for temporary files; what is there in the end is deleted.</summary>
internal sealed class TemporaryPath : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());

    public void Dispose() => File.Delete(Path);
}
