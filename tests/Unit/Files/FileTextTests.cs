extern alias runtime;

using SparseGen.Tests.Checkpoints;
using SparseGen.Tests.Data;
using SparseGen.Tests.Training;
using RuntimeText = runtime::SparseGen.FileText;

namespace SparseGen.Tests.Files;

/// <summary>What stands in a file reaches messages short, and without anything that a terminal obeys.</summary>
public sealed class FileTextTests
{
    [Theory]
    [InlineData("blocks.0.mlp_tokens.fc1.weight", "blocks.0.mlp_tokens.fc1.weight")]
    [InlineData("\u001b]0;title\u0007", "\\u001b]0;title\\u0007")]
    [InlineData("a\r\nb\tc", "a\\u000d\\u000ab\\u0009c")]
    [InlineData("\u202edlo", "\\u202edlo")]
    [InlineData("a\u2028b\u0085c\u200b", "a\\u2028b\\u0085c\\u200b")]
    [InlineData("\\u001b", "\\\\u001b")]
    [InlineData("gro\u00df \u65e5\u672c \ud83d\ude00", "gro\u00df \u65e5\u672c \ud83d\ude00")]
    [InlineData("\udb40\udc41", "\\udb40\\udc41")]
    [InlineData("", "")]
    public void WhatCannotBeSeenIsSpelled(string text, string shown) => Assert.Equal(shown, RuntimeText.Show(text));

    [Fact]
    public void HalvesOfCharactersAreSpelled() => Assert.Equal("\\ud83da", RuntimeText.Show("\ud83da"));

    [Fact]
    public void LongTextsAreCutAndSaySo()
    {
        string shown = RuntimeText.Show(new string('n', 1 << 20));
        Assert.EndsWith("(1048576 characters)", shown, StringComparison.Ordinal);
        Assert.InRange(shown.Length, 100, 200);
        Assert.InRange(RuntimeText.Show(new string('\u0007', 1 << 20)).Length, 100, 1000);
        Assert.Equal("[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, ... 100000 numbers]", RuntimeText.Show(Enumerable.Repeat(1, 100_000).ToList()));
    }

    [Fact]
    public void LinesKeepTheirBackslashes() => Assert.Equal("C:\\data\\x \\u001b[31m", RuntimeText.ShowLine("C:\\data\\x \u001b[31m"));

    /// <summary>Every place of a header whose text a message quotes.</summary>
    public static TheoryData<string> Headers => new()
    {
        """{"NAME":{"dtype":"F32","shape":[5,3],"data_offsets":[0,60]}}""",
        """{"NAME":{"dtype":"F32","shape":[5,3],"data_offsets":[0,64]}}""",
        """{"NAME":{"dtype":"F32","shape":[5,3],"data_offsets":[20,80]}}""",
        """{"NAME":{"dtype":"F32","shape":[5,3]}}""",
        """{"NAME":{"dtype":"F32","shape":[4294967296],"data_offsets":[0,0]}}""",
        """{"NAME":7}""",
        """{"NAME":{"dtype":"F32","shape":[20],"data_offsets":[0,80]},"NAME":{"dtype":"F32","shape":[0],"data_offsets":[80,80]}}""",
        """{"weight":{"dtype":"NAME","shape":[5,3],"data_offsets":[0,80]}}""",
        """{"weight":{"dtype":"F32","shape":[5,3],"NAME":[0,80]}}""",
        """{"weight":{"dtype":"F32","shape":[SHAPE],"data_offsets":[0,4]},"bias":{"dtype":"F32","shape":[19],"data_offsets":[4,80]}}""",
        """{"weight":{"dtype":"F32","shape":[SHAPE,3],"data_offsets":[0,4]}}""",
        """{"weight":{"dtype":"F32","shape":[20],"data_offsets":[SHAPE]}}""",
        """{"__metadata__":{"NAME":1}}""",
        """{"__metadata__":{"NAME":"1","NAME":"1"}}""",
        """{"__metadata__":{"sparsegen":"NAME","sha256":"0","header_sha256":"0"}}""",
        """{"weight":{"dtype":"F32","shape":[20],"data_offsets":[0,80]}} NAME""",
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void MessagesAboutCheckpointsAreShortAndHarmless(string header)
    {
        using var folder = new TemporaryFolder();
        using var model = LinearProbe.Create(1);
        string ones = string.Join(",", Enumerable.Repeat("1", 200_000));
        foreach (string name in new[] { "\\u001b]0;title\\u0007", "\\u202e\\n", new string('n', 1 << 20) })
        {
            byte[] file = CheckpointFiles.Make(
                header.Replace("NAME", name, StringComparison.Ordinal).Replace("SHAPE", ones, StringComparison.Ordinal), 80);
            string path = folder.Write("file", file);
            var exception = Assert.Throws<CheckpointException>(() => Checkpoint.Load(path, model.Parameters));
            Assert.InRange(exception.Message.Length, 1, 2000);
            Assert.All(exception.Message, character => Assert.True(character == '\n' || !char.IsControl(character), $"{(int)character:x4}"));
            Assert.DoesNotContain('\u202e', exception.Message);
            Assert.All(exception.Differences, line => Assert.InRange(line.Length, 1, 1000));
        }
    }
}
