using System.CommandLine;
using System.Text.Json;
using SparseGen.Tool.Commands;
using SparseGen.Tool.Display;

namespace SparseGen.Tests.Program;

/// <summary>Who asks for JSON on standard output gets that alone; who asks for quiet gets nothing; and a mistake of the program is no page.</summary>
public sealed class OutputTests
{
    [Theory]
    [InlineData("list --json", "models")]
    [InlineData("list --json -", "models")]
    [InlineData("list --devices --json", "devices")]
    [InlineData("info --json --model s-mixer", "parameterCount")]
    [InlineData("info --plain --json -", "layers")]
    public void JsonOnStandardOutputIsAlone(string arguments, string property) => AssertJson(ProgramRun.Start(arguments.Split(' ')), property);

    [Fact]
    public void TrainingsAndEvaluationsAreJsonAlone()
    {
        using var folder = new TemporaryFolder();
        string checkpoint = folder.File("model.safetensors");
        AssertJson(ProgramRun.Start("train", "--json", "--epochs", "2", "--limit", "96", "--out", checkpoint), "testAccuracy");
        JsonElement evaluated = AssertJson(ProgramRun.Start("eval", "--out", checkpoint, "--json"), "confusion");
        Assert.True(evaluated.GetProperty("isTestSetOfTraining").GetBoolean());
    }

    [Fact]
    public void AFullDiskBehindTheOutputIsSaid()
    {
        if (OperatingSystem.IsLinux())
        {
            ProgramRun run = ProgramRun.Finish(ProgramRun.Shell("exec \"$@\" > /dev/full", "list", "--json"));
            MisuseTests.AssertRefused(run, "standard output cannot be written: ");
            MisuseTests.AssertRefused(ProgramRun.Finish(ProgramRun.Shell("exec \"$@\" > /dev/full", "list")), "standard output cannot be written: ");
        }
    }

    [Theory]
    [InlineData("--quiet list")]
    [InlineData("info -q")]
    public void QuietPrintsNothing(string arguments)
    {
        ProgramRun run = ProgramRun.Start(arguments.Split(' '));
        Assert.Equal(new ProgramRun(0, string.Empty, string.Empty), run);
    }

    [Fact]
    public void QuietStillSaysWhatWasWrong()
        => MisuseTests.AssertRefused(ProgramRun.Start("eval", "--quiet", "--checkpoint", "/no/such/file"), "there is no file '/no/such/file'");

    [Fact]
    public void AMistakeOfTheProgramIsOneLine()
    {
        var command = new Command("fail");
        command.SetAction(static int (_) => throw new InvalidOperationException("two\nlines"));
        TextWriter standard = Console.Error;
        string program = Terminal.Program;
        using var error = new StringWriter();
        Console.SetError(error);
        try
        {
            Assert.Equal(ExitCode.Fault, new ConsoleProgram("failing", "Fails.", "none", [], command).Run(["fail"]));
        }
        finally
        {
            Console.SetError(standard);
            Terminal.Program = program;
        }

        Assert.Equal(
            "failing: this is a mistake of the program: InvalidOperationException: two lines (SPARSEGEN_TRACE=1 shows where, for a report)",
            error.ToString().TrimEnd());
    }

    [Theory]
    [InlineData("train", "eval")]
    [InlineData("eval", "train")]
    [InlineData("info", "train")]
    [InlineData("list", "train")]
    [InlineData("bench", "train")]
    [InlineData("export", "train")]
    public void HelpOfACommandIsAboutIt(string command, string other)
    {
        string help = ProgramRun.Start(command, "--help").Output;
        Assert.Contains($"From a checkout: dotnet run -c Release --project src/Models -- {command}", help, StringComparison.Ordinal);
        Assert.DoesNotContain($"sparsegen {other}", help, StringComparison.Ordinal);
        Assert.Contains("Exit codes:", help, StringComparison.Ordinal);
        Assert.Equal(command == "train", help.Contains("is better and stays", StringComparison.Ordinal));
    }

    private static JsonElement AssertJson(ProgramRun run, string property)
    {
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.True(document.RootElement.TryGetProperty(property, out _), run.Output);
        return document.RootElement.Clone();
    }
}
