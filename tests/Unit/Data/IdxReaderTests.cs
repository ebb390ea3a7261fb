namespace SparseGen.Tests.Data;

/// <summary>IDX files, packed and not: what is read, and that everything else is rejected with the file's name and the reason.</summary>
public sealed class IdxReaderTests
{
    private static readonly byte[] Images = IdxFiles.Make([2, 3, 4], IdxFiles.Ramp(24));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadsShapeAndBytes(bool packed)
    {
        using var folder = new TemporaryFolder();

        // The name says nothing about the packing; the first bytes do.
        string path = folder.Write("images", packed ? IdxFiles.Pack(Images) : Images);
        IdxData data = IdxReader.Read(path, dimensions: 3);
        Assert.Equal([2, 3, 4], data.Shape.ToArray());
        Assert.Equal(IdxFiles.Ramp(24), data.Values);
    }

    [Fact]
    public void ReadsTheShippedFiles()
    {
        IdxData labels = IdxReader.Read(Path.Combine(Repository.FashionMnist, "t10k-labels-idx1-ubyte.gz"), dimensions: 1);
        Assert.Equal([2000], labels.Shape.ToArray());
        Assert.Equal([9, 2, 1, 1, 6, 1, 4, 6], labels.Values[..8]);
    }

    [Fact]
    public void RejectsAnotherMagicNumber() =>
        AssertRejected([1, 2, 3, 4, .. Images[4..]], "0x01020304", "expected 0x00000803", "not an IDX file");

    [Fact]
    public void RejectsAnotherElementType() =>
        AssertRejected(IdxFiles.Make([2, 3, 4], IdxFiles.Ramp(96), type: 0x0d), "element type is 0x0d", "expected 0x08");

    [Fact]
    public void RejectsAnotherNumberOfDimensions() =>
        AssertRejected(IdxFiles.Make([24], IdxFiles.Ramp(24)), "1 dimensions, expected 3");

    [Fact]
    public void RejectsDataBehindTheEnd() => AssertRejected([.. Images, 0], "more after the data", "2 x 3 x 4 = 24");

    [Fact]
    public void RejectsPackedDataBehindTheEnd() => AssertRejected(IdxFiles.Pack([.. Images, 0]), "more after the data");

    [Fact]
    public void RejectsExtentsThatNoFileCanHold()
    {
        AssertRejected(IdxFiles.Make([int.MaxValue, 2, 2], []), "promises");
        AssertRejected(IdxFiles.Pack(IdxFiles.Make([int.MaxValue, int.MaxValue, int.MaxValue], [])), "promises");
        AssertRejected(IdxFiles.Make([-1, 2, 2], []), "Extent 0 is 4294967295");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RejectsAFileCutAnywhere(bool packed)
    {
        byte[] whole = packed ? IdxFiles.Pack(Images) : Images;
        for (int length = 0; length < whole.Length; length++)
        {
            AssertRejected(whole[..length]);
        }
    }

    [Fact]
    public void RejectsAnythingBehindThePackedStream()
    {
        AssertRejected([.. IdxFiles.Pack(Images), 0], "gzip");
        AssertRejected([.. IdxFiles.Pack(Images), 1, 2, 3, 4], "gzip");
    }

    [Fact]
    public void RejectsAWrongChecksumOfThePackedStream()
    {
        byte[] packed = IdxFiles.Pack(Images);
        packed[^6] ^= 1;
        AssertRejected(packed, "gzip");
    }

    /// <summary>Legal for gunzip: the members are one text, whatever of it each has.</summary>
    [Fact]
    public void ReadsAllMembersOfAPackedFile()
    {
        using var folder = new TemporaryFolder();
        byte[] named = [.. IdxFiles.Pack(Images[20..])];

        // The second has a name in its header, as gzip writes it.
        named[3] = 8;
        byte[] second = [.. named[..10], .. "images"u8, 0, .. named[10..]];
        string path = folder.Write("images", [.. IdxFiles.Pack(Images[..20]), .. second]);
        Assert.Equal(IdxFiles.Ramp(24), IdxReader.Read(path, dimensions: 3).Values);
    }

    [Fact]
    public void RejectsAPackedFileOfTwoMembersCutAnywhere()
    {
        byte[] whole = [.. IdxFiles.Pack(Images[..20]), .. IdxFiles.Pack(Images[20..])];
        for (int length = 0; length < whole.Length; length++)
        {
            AssertRejected(whole[..length]);
        }

        AssertRejected([.. whole, 0], "gzip");
        AssertRejected([.. whole, 0x1f, 0x8b], "gzip");
    }

    /// <summary>A header that promises 500 MB before 1 kB: memory grows with what is there.</summary>
    [Fact]
    public void APromiseCostsNoMemory()
    {
        using var folder = new TemporaryFolder();
        byte[] header = IdxFiles.Make([500, 1000, 1000], new byte[1000]);

        // Enough behind it to make the promise possible by size alone.
        string path = folder.Write("images", [.. IdxFiles.Pack(header), .. new byte[600_000]]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<DatasetFormatException>(() => IdxReader.Read(path, dimensions: 3));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    /// <summary>Longer than the first piece that is unpacked, and no multiple of it.</summary>
    [Fact]
    public void ReadsWhatIsLongerThanAPiece()
    {
        using var folder = new TemporaryFolder();
        byte[] values = IdxFiles.Ramp(3_000_001);
        string path = folder.Write("labels", IdxFiles.Pack(IdxFiles.Make([3_000_001], values)));
        Assert.Equal(values, IdxReader.Read(path, dimensions: 1).Values);
    }

    private static void AssertRejected(byte[] content, params string[] words)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("images", content);
        var exception = Assert.Throws<DatasetFormatException>(() => IdxReader.Read(path, dimensions: 3));
        Assert.Equal(path, exception.Path);
        Assert.StartsWith(path, exception.Message, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, exception.Message, StringComparison.Ordinal));
    }
}
