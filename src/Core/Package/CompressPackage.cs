using System.IO;
using System.IO.Compression;
using Microsoft.Build.Utilities;

/// <summary>
/// Compresses a package as well as its format can: packing aims at speed. The compiler builds this task while the package is made; it is no part of the library.
/// </summary>
public sealed class CompressPackage : Task
{
    // CompressionLevel.SmallestSize, which the framework that tasks are compiled against does not know yet.
    private const CompressionLevel Smallest = (CompressionLevel)3;

    public string Package { get; set; }

    public override bool Execute()
    {
        string smaller = Package + ".smaller";
        using (ZipArchive source = ZipFile.OpenRead(Package))
        using (ZipArchive target = ZipFile.Open(smaller, ZipArchiveMode.Create))
        {
            foreach (ZipArchiveEntry entry in source.Entries)
            {
                ZipArchiveEntry copy = target.CreateEntry(entry.FullName, Smallest);
                copy.LastWriteTime = entry.LastWriteTime;
                using (Stream from = entry.Open())
                using (Stream to = copy.Open())
                {
                    from.CopyTo(to);
                }
            }
        }

        File.Delete(Package);
        File.Move(smaller, Package);
        return true;
    }
}
