using System.Text;
using SparseGen.Tests.Data;
using SparseGen.Tests.Training;

namespace SparseGen.Tests.Checkpoints;

/// <summary>Damaged files: always the documented exception, and the model as it was.</summary>
public sealed class DamagedCheckpointTests
{
    private const string Bias = "\"bias\":{\"dtype\":\"F32\",\"shape\":[5],\"data_offsets\":[60,80]}";

    /// <summary>Headers with one thing wrong, and a word of the message.</summary>
    public static TheoryData<string, string> WrongHeaders => new()
    {
        { "", "not the JSON" },
        { "[]", "StartArray" },
        { "{", "not the JSON" },
        { $$"""{{{Bias}}} x""", "not the JSON" },
        { """{"weight":7}""", "Number" },
        { """{"weight":{"dtype":"F32","shape":[5,3]}}""", "lacks" },
        { """{"weight":{"dtype":"F32","shape":[5,3],"data_offsets":[0,60],"more":1}}""", "\"more\"" },
        { """{"weight":{"dtype":"F32","dtype":"F32","shape":[5,3],"data_offsets":[0,60]}}""", "\"dtype\"" },
        { $$"""{"weight":{"dtype":"F31","shape":[5,3],"data_offsets":[0,60]},{{Bias}}}""", "weight is F31 [5, 3]" },
        { $$"""{"weight":{"dtype":"F4","shape":[5,3],"data_offsets":[0,60]},{{Bias}}}""", "do not fill whole bytes" },
        { """{"weight":{"dtype":"F6_E3M2","shape":[8,10],"data_offsets":[0,80]}}""", "needs 60" },
        { """{"weight":{"dtype":"F32","shape":[5,3],"data_offsets":[0,64]}}""", "needs 60" },
        { """{"weight":{"dtype":"F32","shape":[5,3],"data_offsets":[60,0]}}""", "data_offsets" },
        { """{"weight":{"dtype":"F32","shape":[5,3],"data_offsets":[0,60,80]}}""", "data_offsets" },
        { """{"weight":{"dtype":"F32","shape":[5,3],"data_offsets":[0,60000000000]}}""", "has 60000000000 bytes" },
        { """{"weight":{"dtype":"F32","shape":[5,-3],"data_offsets":[0,60]}}""", "negative" },
        { """{"weight":{"dtype":"F32","shape":[5,1.5],"data_offsets":[0,30]}}""", "not whole" },
        { """{"weight":{"dtype":"F32","shape":["5",3],"data_offsets":[0,60]}}""", "String" },
        { """{"weight":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", "too large" },
        { """{"weight":{"dtype":"F32","shape":[0,9223372036854775807],"data_offsets":[0,0]}}""", "too large" },
        { $$"""{"weight":{"dtype":"F32","shape":[5,3],"data_offsets":[0,60]},{{Bias}},{{Bias}}}""", "twice" },
        { $$"""{"weight":{"dtype":"F32","shape":[5,2],"data_offsets":[0,40]},{{Bias}}}""", "expected 40" },
        { $$"""{"weight":{"dtype":"F32","shape":[5,4],"data_offsets":[0,80]},{{Bias}}}""", "expected 80" },
        { """{"weight":{"dtype":"F32","shape":[5,3],"data_offsets":[0,60]}}""", "the file has 80" },
        { """{"weight":{"dtype":"F32","shape":[25],"data_offsets":[0,100]}}""", "the file has 80" },
        { """{"__metadata__":{"a":1}}""", "Number" },
        { """{"__metadata__":{"a":"1","a":"2"}}""", "twice" },
        { """{"__metadata__":{"a":"\ud800"}}""", "no text" },
        { """{"__metadata__":{"sha256":"0"}}""", "some but not all" },
        { """{"__metadata__":{"sparsegen":"1"}}""", "some but not all" },
        { """{"__metadata__":{"sparsegen":"2","sha256":"0","header_sha256":"0"}}""", "later version" },
        { """{"__metadata__":{"sparsegen":"1","sha256":"0","header_sha256":"0"}}""", "checksum of the header" },
    };

    [Theory]
    [MemberData(nameof(WrongHeaders))]
    public void RejectsWrongHeaders(string header, string word)
    {
        using var model = LinearProbe.Create(1);

        // The seal is looked at last, so those headers need no data to be consistent up to there.
        int dataLength = header.Contains("sha256", StringComparison.Ordinal) || header.Contains("\"sparsegen\"", StringComparison.Ordinal)
            ? 0
            : 80;
        var exception = Rejected(CheckpointFiles.Make(header, dataLength), model.Parameters);
        Assert.Contains(word, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RejectsAHeaderLongerThanTheFile()
    {
        using var model = LinearProbe.Create(1);
        Assert.Contains("only 2 follow", Rejected([200, 0, 0, 0, 0, 0, 0, 0, 1, 2], model.Parameters).Message, StringComparison.Ordinal);
        Rejected([255, 255, 255, 255, 255, 255, 255, 255, 1, 2], model.Parameters);
    }

    [Theory]
    [InlineData(0x01)]
    [InlineData(0x20)]
    [InlineData(0xff)]
    public void RejectsEveryFlippedByte(byte pattern)
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1, seed: 2);
        float[] before = CheckpointFiles.Storage(model.Parameters);
        byte[] file = SavedFile(folder);
        for (int at = 0; at < file.Length; at++)
        {
            byte[] damaged = [.. file];
            damaged[at] ^= pattern;
            string path = folder.Write("damaged", damaged);
            AssertRejected(() => Checkpoint.Load(path, model.Parameters), $"byte {at} of {file.Length}, pattern {pattern:x2}");
        }

        Assert.Equal(before, CheckpointFiles.Storage(model.Parameters));
    }

    [Fact]
    public void RejectsEveryOtherValueOfEveryByte()
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1, seed: 2);
        float[] before = CheckpointFiles.Storage(model.Parameters);
        byte[] file = SavedFile(folder);
        for (int at = 0; at < file.Length; at++)
        {
            byte right = file[at];
            for (int value = 0; value < 256; value++)
            {
                if (value != right)
                {
                    file[at] = (byte)value;
                    AssertRejected(() => Checkpoint.Load("file", file, model.Parameters), $"byte {at}, value {value:x2} for {right:x2}");
                }
            }

            file[at] = right;
        }

        Assert.Equal(before, CheckpointFiles.Storage(model.Parameters));
        Checkpoint.Load("file", file, model.Parameters);
        Assert.NotEqual(before, CheckpointFiles.Storage(model.Parameters));
    }

    [Fact]
    public void RejectsAFileCutAtAnyLength()
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1, seed: 2);
        float[] before = CheckpointFiles.Storage(model.Parameters);
        byte[] file = SavedFile(folder);
        for (int length = 0; length < file.Length; length++)
        {
            string path = folder.Write("cut", file[..length]);
            AssertRejected(() => Checkpoint.Load(path, model.Parameters), $"{length} of {file.Length} bytes");
        }

        Assert.Equal(before, CheckpointFiles.Storage(model.Parameters));
        Rejected([.. file, 0], model.Parameters);
    }

    [Fact]
    public void ASealedHeaderMayNotBeWrittenDifferently()
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1);
        byte[] file = SavedFile(folder);
        string header = CheckpointFiles.HeaderOf(file);
        byte[] data = file[(8 + Encoding.UTF8.GetByteCount(header))..];

        // The same content, with a blank or an escape more.
        Rejected(CheckpointFiles.Make(header.Replace(":{", ": {", StringComparison.Ordinal), data), model.Parameters);
        Rejected(CheckpointFiles.Make(header.Replace("F32", "\\u0046\\u0033\\u0032", StringComparison.Ordinal), data), model.Parameters);
        Rejected(CheckpointFiles.Make(header + " ", data), model.Parameters);
        Rejected(CheckpointFiles.Make(header.TrimEnd(), data), model.Parameters);
    }

    private static byte[] SavedFile(TemporaryFolder folder)
    {
        using var saved = LinearProbe.Create(1, seed: 1);
        string path = folder.File("sound");
        Checkpoint.Save(path, saved, new Dictionary<string, string> { ["data"] = "none" });
        return File.ReadAllBytes(path);
    }

    private static CheckpointException Rejected(byte[] file, ParameterVector parameters)
    {
        float[] before = CheckpointFiles.Storage(parameters);
        var exception = Assert.Throws<CheckpointException>(() => Checkpoint.Load("file", file, parameters));
        Assert.Equal("file", exception.Path);
        Assert.Equal(before, CheckpointFiles.Storage(parameters));
        return exception;
    }

    private static void AssertRejected(Action load, string what)
    {
        try
        {
            load();
        }
        catch (CheckpointException)
        {
            return;
        }

        Assert.Fail($"Loaded in spite of {what}.");
    }
}
