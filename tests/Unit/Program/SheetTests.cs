using SparseGen.Tool.Display;

namespace SparseGen.Tests.Program;

/// <summary>How a table finds a form that fits.</summary>
public sealed class SheetTests
{
    private const int Widest = 200;

    private static readonly Sheet Sheet = new Sheet("Title")
        .Text("name").Prose("description", dropped: 2).Number("parameters").Number("of which sparse", dropped: 1)
        .Row("mixer-h14", "MLP-Mixer H/14, ImageNet: 256 tokens of 1280 channels, 32 blocks", "432,350,952", "1,000,000,000,000")
        .Row("small", "A small one", "1", "0");

    [Fact]
    public void NoWordOrNumberIsBrokenAtAnyWidth()
    {
        for (int width = 1; width <= Widest; width++)
        {
            if (SheetLayout.Find(Sheet, width) is not SheetLayout layout)
            {
                Assert.True(width < SheetLayout.NarrowestTable, $"There is no table of {width} columns.");
                continue;
            }

            int around = layout.HasBorder ? (3 * layout.Columns.Count) + 1 : SheetLayout.Gap * (layout.Columns.Count - 1);
            Assert.True(layout.Columns.Sum(column => column.Width) + around <= width);
            Assert.All(
                layout.Columns.Where(column => Sheet.Columns[column.Index].Kind != ColumnKind.Prose),
                column => Assert.All(Sheet.Rows, row => Assert.True(row[column.Index].Length <= column.Width)));
        }
    }

    [Theory]
    [InlineData(Widest, true, "name description parameters of which sparse")]
    [InlineData(78, true, "name description parameters of which sparse")]
    [InlineData(65, false, "name description parameters of which sparse")]
    [InlineData(62, true, "name description parameters")]
    public void LinesGoFirstAndThenColumns(int width, bool hasBorder, string headers)
    {
        SheetLayout layout = SheetLayout.Find(Sheet, width)!;
        Assert.Equal(headers, string.Join(' ', layout.Columns.Select(column => Sheet.Columns[column.Index].Header)));
        Assert.Equal(hasBorder, layout.HasBorder);
    }

    [Fact]
    public void WhatCannotBeDroppedBecomesRecords()
        => Assert.Null(SheetLayout.Find(new Sheet("Title").Text("path").Row(new string('x', 100)), 80));

    [Fact]
    public void ARowHasACellForEachColumn() => Assert.Throws<ArgumentException>(() => new Sheet("Title").Text("one").Row("1", "2"));

    [Theory]
    [InlineData("one two three", 7, "one two|three")]
    [InlineData("one two three", 6, "one|two|three")]
    [InlineData("one two three", 13, "one two three")]
    [InlineData("a /path/that/is/longer b", 6, "a|/path/that/is/longer|b")]
    [InlineData("/path/that/is/longer", 6, "/path/that/is/longer")]
    [InlineData("", 6, "")]
    public void LinesAreBrokenBetweenWords(string text, int width, string expected) => Assert.Equal(expected, string.Join('|', Lines.Break(text, width)));

    [Fact]
    public void ProgramsGetNumbersWithoutSeparators()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        SheetWriter.WriteTabs(writer, Sheet);
        Assert.Equal(
            "name\tdescription\tparameters\tof which sparse\n"
            + "mixer-h14\tMLP-Mixer H/14, ImageNet: 256 tokens of 1280 channels, 32 blocks\t432350952\t1000000000000\nsmall\tA small one\t1\t0\n",
            writer.ToString());
    }
}
