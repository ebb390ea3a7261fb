using System.Globalization;
using System.Text.Json;
using SparseGen.Models;

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
    [InlineData("analyse jacobian fashion-mixer --samples 2 --batch 3", "--batch: 3 is more than 2, the samples whose kernel was taken")]
    [InlineData("analyse spectra fashion-mixer --csv /", "--csv: '/' is a folder")]
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
    public void ATrainedModelIsReportedWithItsTraining()
    {
        using var folder = new TemporaryFolder();
        string checkpoint = folder.File("model.safetensors"), model = $"fashion-mixer@{checkpoint}";
        Run("train", "--limit", "100", "--epochs", "2", "--batch", "50", "--out", checkpoint, "--json", folder.File("train.json"));
        Run("analyse", "report", model, "--samples", "1", "--training", folder.File("train.json"), "--output", folder.File("model.html"));
        string page = File.ReadAllText(folder.File("model.html"));
        Assert.Contains("<h2>Training</h2>\n<img ", page, StringComparison.Ordinal);
        Assert.Contains("tangent kernel of 1 of them", page, StringComparison.Ordinal);
        Run("analyse", "report", model, "--samples", "1", "--output", folder.File("model.html"));
        Assert.DoesNotContain("<h2>Training</h2>", File.ReadAllText(folder.File("model.html")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no JSON at all")]
    [InlineData("{ \"model\": \"fashion-mixer\" }")]
    [InlineData("{ \"losses\": 3 }")]
    public void ATrainingThatIsNoReportIsRefused(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("train.json"), text);
        MisuseTests.AssertRefused(
            ProgramRun.Start("analyse", "report", "fashion-mixer", "--training", folder.File("train.json"), "--output", folder.File("model.html")),
            "--training: '" + folder.File("train.json") + "' is no report of a training, as 'sparsegen train --json FILE' writes one");
        Assert.False(File.Exists(folder.File("model.html")));
    }

    [Fact]
    public void SpectraOfAModelAreWritten()
    {
        using var folder = new TemporaryFolder();
        Run("analyse", "spectra", "fashion-mixer", "--json", folder.File("spectra.json"), "--csv", folder.File("spectra.csv"));
        JsonElement[] weights = [.. HelpAndInfoTests.ReadJson(folder.File("spectra.json")).GetProperty("weights").EnumerateArray()];
        Assert.Contains("blocks.0.mlp_tokens.fc1.weight", weights.Select(weight => weight.GetProperty("name").GetString()));
        Assert.All(weights, weight =>
        {
            double[] values = Doubles(weight.GetProperty("singularValues"));
            Assert.Equal(Math.Min(weight.GetProperty("rows").GetInt32(), weight.GetProperty("columns").GetInt32()), values.Length);
            Assert.Equal(values.OrderDescending(), values);
        });
        double[] all = [.. weights.SelectMany(weight => Doubles(weight.GetProperty("singularValues")))];
        string[] lines = File.ReadAllLines(folder.File("spectra.csv"));
        Assert.Equal("weight,rows,columns,edge,number,singular-value", lines[0]);
        Assert.Equal(all, lines.Skip(1).Select(line => double.Parse(line.Split(',')[5], CultureInfo.InvariantCulture)));
    }

    /// <summary>Three images in batches of 1, 2 and 3: the kernel of one image is the dual of its Fisher information, and that of all three the kernel of the report.</summary>
    [Fact]
    public void DerivativesOfAModelAreWritten()
    {
        using var folder = new TemporaryFolder();
        Run(
            "analyse", "jacobian", "fashion-mixer", "--samples", "3", "--batch", "2", "--json", folder.File("jacobian.json"), "--csv", folder.File("jacobian.csv"),
            "--picture", folder.File("jacobian.png"));
        JsonElement report = HelpAndInfoTests.ReadJson(folder.File("jacobian.json"));
        Assert.Equal("3 test images", report.GetProperty("samples").GetString());
        Assert.Equal(10, report.GetProperty("jacobianSingularValues").GetArrayLength());
        double[] fisher = Doubles(report.GetProperty("fisherEigenvalues"));
        Assert.Equal(fisher.OrderDescending(), fisher);
        Assert.Equal(3, report.GetProperty("kernelSamples").GetInt32());
        JsonElement[] batches = [.. report.GetProperty("batches").EnumerateArray()];
        Assert.Equal([1, 2, 3], batches.Select(batch => batch.GetProperty("batch").GetInt32()));
        double[][] eigenvalues = [.. batches.Select(batch => Doubles(batch.GetProperty("eigenvalues")))];
        Assert.Equal([3, 2, 1], eigenvalues.Select(values => values.Length));
        Assert.Equal(fisher[0], eigenvalues[0].Average(), 1e-9 * fisher[0]);
        Assert.Equal(report.GetProperty("kernelEigenvalue").GetDouble(), eigenvalues[2][0]);
        Assert.True(eigenvalues[2][0] > 0);
        Assert.Equal(1 + 10 + 10 + 1 + 6, File.ReadAllLines(folder.File("jacobian.csv")).Length);
        Assert.True(new FileInfo(folder.File("jacobian.png")).Length > 1000);
    }

    /// <summary>A training that went astray leaves such files behind.</summary>
    [Theory]
    [InlineData("spectra", "stem.proj.weight")]
    [InlineData("jacobian", "ones that are not finite")]
    [InlineData("cka", "ones that are not finite")]
    [InlineData("probe", "ones that are not finite")]
    [InlineData("filters", "stem.proj.weight[3] is NaN; expected finite numbers")]
    [InlineData("report", "stem.proj.weight")]
    public void ACheckpointWithNaNIsRefused(string command, string expected)
    {
        using var folder = new TemporaryFolder();
        using (var model = new FashionMixer(1))
        {
            float[] stem = new float[model.Parameters.Layout.Find("stem.proj.weight").Count];
            stem[3] = float.NaN;
            model.Parameters.SetTensor("stem.proj.weight", stem);
            Checkpoint.Save(folder.File("nan.safetensors"), model);
        }

        string inspected = $"fashion-mixer@{folder.File("nan.safetensors")}";
        string[] more = command switch { "cka" => [inspected, "--samples", "4"], "probe" => ["--images", "20"], "filters" => ["--picture", folder.File("a.png")], _ => [] };
        ProgramRun run = ProgramRun.Start([
            "analyse", command, inspected, .. more, .. command == "report" ? ["--output", folder.File("model.html")] : Array.Empty<string>()]);
        MisuseTests.AssertRefused(run, expected);
        Assert.StartsWith($"sparsegen: MODEL: fashion-mixer of {folder.File("nan.safetensors")}: ", run.Error, StringComparison.Ordinal);
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
        Run("analyse", "cka", model, model, "--samples", "16", "--json", folder.File("cka.json"), "--csv", folder.File("cka.csv"), "--picture", folder.File("cka.png"));
        JsonElement report = HelpAndInfoTests.ReadJson(folder.File("cka.json"));
        string[] layers = [.. report.GetProperty("firstLayers").EnumerateArray().Select(layer => layer.GetString()!)];
        Assert.Equal(["input", "stem", "blocks.0", "blocks.1", "blocks.2", "blocks.3"], layers[..6]);
        for (int layer = 0; layer < layers.Length; layer++)
        {
            Assert.Equal(1, report.GetProperty("values")[layer][layer].GetDouble(), 1e-9);
        }

        Assert.Equal(1 + (layers.Length * layers.Length), File.ReadAllLines(folder.File("cka.csv")).Length);
        Assert.True(new FileInfo(folder.File("cka.png")).Length > 1000);
        Run("analyse", "probe", model, "--images", "100", "--json", folder.File("probe.json"), "--csv", folder.File("probe.csv"));
        Assert.StartsWith("input,784,", File.ReadAllLines(folder.File("probe.csv"))[1], StringComparison.Ordinal);
        Assert.All(
            HelpAndInfoTests.ReadJson(folder.File("probe.json")).GetProperty("layers").EnumerateArray(),
            layer => Assert.InRange(layer.GetProperty("testAccuracy").GetDouble(), 0.3, 1));
        Run("analyse", "filters", model, "--picture", folder.File("filters.png"), "--json", folder.File("filters.json"));
        JsonElement filters = HelpAndInfoTests.ReadJson(folder.File("filters.json"));
        Assert.Equal("stem.proj.weight", filters.GetProperty("tensor").GetString());
        Assert.All(filters.GetProperty("images").EnumerateArray(), image => Assert.Equal(
            filters.GetProperty("height").GetInt32() * filters.GetProperty("width").GetInt32(), image.GetArrayLength()));
        Assert.True(new FileInfo(folder.File("filters.png")).Length > 1000);
        Run("eval", "--checkpoint", checkpoint, "--views", "3", "--json", folder.File("views.json"));
        JsonElement views = HelpAndInfoTests.ReadJson(folder.File("views.json"));
        Assert.Equal(3, views.GetProperty("views").GetInt32());
        Run("eval", "--checkpoint", checkpoint, "--json", folder.File("one.json"));
        JsonElement one = HelpAndInfoTests.ReadJson(folder.File("one.json"));
        Assert.NotEqual(one.GetProperty("testLoss").GetDouble(), views.GetProperty("testLoss").GetDouble());
        Assert.Equal(one.GetProperty("testAccuracy").GetDouble(), views.GetProperty("testAccuracy").GetDouble(), 0.15);
    }

    private static double[] Doubles(JsonElement array) => [.. array.EnumerateArray().Select(static value => value.GetDouble())];

    private static void Run(params string[] arguments)
    {
        ProgramRun run = ProgramRun.Start(arguments);
        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(0, run.ExitCode);
    }
}
