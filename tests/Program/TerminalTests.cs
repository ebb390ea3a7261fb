namespace SparseGen.Tests.Program;

/// <summary>What people see: tables that fit their terminal, records where none fits, and text with tabs where another program reads.</summary>
public sealed class TerminalTests
{
    [SkippableTheory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    public void TablesFitAndBreakNoNumber(int columns)
    {
        ProgramRun list = ProgramRun.StartOnTerminal(columns, "list");
        AssertFits(list, columns);
        AssertWords(list, "fashion-mixer", "148,110", "432,350,952", "monarch-mixer-b16", "120.990");

        ProgramRun info = ProgramRun.StartOnTerminal(columns, "info", "--model", "mixer-h14");
        AssertFits(info, columns);
        AssertWords(info, "PatchEmbedding", "3x224x224", "430,313,472", "120,795,955,200", "120,989,911,040");
        AssertFits(ProgramRun.StartOnTerminal(columns, "list", "--devices"), columns);
    }

    [SkippableFact]
    public void WhatATableDoesWithoutIsSaid()
    {
        Assert.Contains("Not shown for want of width: description", ProgramRun.StartOnTerminal(80, "list").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Not shown", ProgramRun.StartOnTerminal(120, "list").Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void NarrowTerminalsHaveRecords()
    {
        ProgramRun run = ProgramRun.StartOnTerminal(40, "list");
        AssertFits(run, 40);
        Assert.DoesNotContain('\u2502', run.Output);
        string[] lines = run.Output.Split('\n');
        Assert.Contains("model        mixer-h14", lines);
        Assert.Contains("parameters   432,350,952", lines);
        AssertFits(ProgramRun.StartOnTerminal(40, "info"), 40);
    }

    [SkippableFact]
    public void PlainIsAsIntoAPipe()
    {
        ProgramRun plain = ProgramRun.StartOnTerminal(40, "list", "--plain");
        Assert.Equal(ProgramRun.Start("list").Output, plain.Output);
    }

    [Theory]
    [InlineData("list", 15, "mixer-h14", "432350952")]
    [InlineData("info --model mixer-h14", 5, "blocks.0-31", "120795955200")]
    [InlineData("list --devices", 4, "cpu", "CPU (")]
    public void PipesHaveTabs(string arguments, int fewestRows, string first, string contained)
    {
        ProgramRun run = ProgramRun.Start(arguments.Split(' '));
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        string[][] rows = [.. run.Output.Split('\n').Select(line => line.Split('\t')).Where(cells => cells.Length > 1)];
        Assert.True(rows.Length > fewestRows, run.Output);
        Assert.All(rows, row => Assert.Equal(rows[0].Length, row.Length));
        string[] row = Assert.Single(rows, row => row[0] == first);
        Assert.Contains(row, cell => cell.StartsWith(contained, StringComparison.Ordinal));
        Assert.DoesNotContain(run.Output, character => character is '\u2502' or '\u001b');
    }

    private static void AssertFits(ProgramRun run, int columns)
    {
        Assert.Equal(0, run.ExitCode);
        Assert.All(run.Output.Split('\n'), line => Assert.True(line.Length <= columns, $"{line.Length} of {columns} columns: {line}"));
    }

    private static void AssertWords(ProgramRun run, params string[] words)
    {
        HashSet<string> shown = [.. run.Output.Split(' ', '\n')];
        Assert.All(words, word => Assert.Contains(word, shown));
    }
}
