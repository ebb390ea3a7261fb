using System.Text.Json;

namespace SparseGen.Tests.Program;

/// <summary>What <c>sparsegen analyse</c> says of models, and <c>eval</c> with several views.</summary>
public sealed class AnalyseTests
{
    [Theory]
    [InlineData("analyse spectra nope", "MODEL: 'nope' is not known; known are fashion-mixer")]
    [InlineData("analyse spectra fashion-mixr", "; did you mean 'fashion-mixer'?")]
    [InlineData("analyse spectra fashion-mixer@/no/such/file", "MODEL: there is no file '/no/such/file'; 'sparsegen train --model fashion-mixer' makes one")]
    [InlineData("analyse spectr", "; did you mean 'spectra'? (see 'sparsegen analyse --help')")]
    [InlineData("analyse cka fashion-mixer b6-wi512", "B: b6-wi512 takes samples of 3x32x32 and fashion-mixer of 1x28x28; expected two models that take the same")]
    [InlineData("analyse cka fashion-mixer fashion-mixer --samples 3", "--samples: 3 is too few; expected at least 4")]
    [InlineData("analyse cka series-mixer-1 series-mixer-1 --samples 4", "expected a model without dropout")]
    [InlineData("analyse probe series-linear", "MODEL: series-linear takes samples of")]
    [InlineData("analyse filters series-linear", "expected a model whose first layer sees images or patches of them")]
    [InlineData("eval --views 0", "--views: '0' is not a whole number")]
    public void MisuseIsOneLine(string arguments, string expected) => MisuseTests.AssertRefused(ProgramRun.Start(arguments.Split(' ')), expected);

    [Fact]
    public void AReportIsOneFile()
    {
        using var folder = new TemporaryFolder();
        Run("analyse", "report", "fashion-mixer", "--samples", "2", "--output", folder.File("model.html"), "--json", folder.File("model.json"));
        string page = File.ReadAllText(folder.File("model.html"));
        Assert.Contains("blocks.0.mlp_tokens.fc1.weight", page, StringComparison.Ordinal);
        Assert.Contains("data:image/png;base64,", page, StringComparison.Ordinal);
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.Contains("Unbiased linear CKA", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        JsonElement derivatives = HelpAndInfoTests.ReadJson(folder.File("model.json")).GetProperty("derivatives");
        Assert.Equal(10, derivatives.GetProperty("jacobianSingularValues").GetArrayLength());
        Assert.Equal("2 test images", derivatives.GetProperty("samples").GetString());
    }

    [Fact]
    public void AReportSaysWhatItLeftOut()
    {
        using var folder = new TemporaryFolder();
        Run("analyse", "report", "series-mixer-1", "--samples", "2", "--output", folder.File("model.html"), "--json", folder.File("model.json"));
        Assert.Contains("Likeness of layers</h2>\n<p>Left out: ", File.ReadAllText(folder.File("model.html")), StringComparison.Ordinal);
        JsonElement report = HelpAndInfoTests.ReadJson(folder.File("model.json"));
        Assert.Contains("expected a model without dropout", report.GetProperty("alignmentLeftOut").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, report.GetProperty("alignment").ValueKind);
    }

    [Fact]
    public void ATrainedModelIsComparedProbedAndSeenInViews()
    {
        using var folder = new TemporaryFolder();
        string checkpoint = folder.File("model.safetensors"), model = $"fashion-mixer@{checkpoint}";
        Run("train", "--limit", "200", "--epochs", "1", "--batch", "50", "--out", checkpoint);
        Run("analyse", "cka", model, model, "--samples", "16", "--json", folder.File("cka.json"), "--picture", folder.File("cka.png"));
        JsonElement report = HelpAndInfoTests.ReadJson(folder.File("cka.json"));
        string[] layers = [.. report.GetProperty("firstLayers").EnumerateArray().Select(layer => layer.GetString()!)];
        Assert.Equal(["input", "stem", "blocks.0", "blocks.1", "blocks.2", "blocks.3"], layers[..6]);
        for (int layer = 0; layer < layers.Length; layer++)
        {
            Assert.Equal(1, report.GetProperty("values")[layer][layer].GetDouble(), 1e-9);
        }

        Assert.True(new FileInfo(folder.File("cka.png")).Length > 1000);
        Run("analyse", "probe", model, "--images", "100", "--json", folder.File("probe.json"));
        Assert.All(
            HelpAndInfoTests.ReadJson(folder.File("probe.json")).GetProperty("layers").EnumerateArray(),
            layer => Assert.InRange(layer.GetProperty("testAccuracy").GetDouble(), 0.3, 1));
        Run("analyse", "filters", model, "--picture", folder.File("filters.png"));
        Assert.True(new FileInfo(folder.File("filters.png")).Length > 1000);
        Run("eval", "--checkpoint", checkpoint, "--views", "3", "--json", folder.File("views.json"));
        JsonElement views = HelpAndInfoTests.ReadJson(folder.File("views.json"));
        Assert.Equal(3, views.GetProperty("views").GetInt32());
        Run("eval", "--checkpoint", checkpoint, "--json", folder.File("one.json"));
        JsonElement one = HelpAndInfoTests.ReadJson(folder.File("one.json"));
        Assert.NotEqual(one.GetProperty("testLoss").GetDouble(), views.GetProperty("testLoss").GetDouble());
        Assert.Equal(one.GetProperty("testAccuracy").GetDouble(), views.GetProperty("testAccuracy").GetDouble(), 0.15);
    }

    private static void Run(params string[] arguments)
    {
        ProgramRun run = ProgramRun.Start(arguments);
        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(0, run.ExitCode);
    }
}
