using System.Globalization;
using SparseGen.Experiments;
using SparseGen.Tool.Commands;

namespace SparseGen.Tests.Experiments;

/// <summary>Runs are kept line by line: what was finished survives whatever ends the program.</summary>
public sealed class RunStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("sub/sample.csv");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FinishedRunsAreThereAtTheNextStartBitForBit()
    {
        SampleRun[] runs = [new("a", 0, 1.0 / 3), new("a", 1, double.NaN), new("b", 0, -1e-300), new("b", 1, double.PositiveInfinity)];
        using (RunStore<SampleRun> store = Open())
        {
            Assert.Empty(store.Runs);
            Array.ForEach(runs, store.Add);
        }

        using RunStore<SampleRun> again = Open();
        Assert.Equal(runs, again.Runs.Values);
        Assert.Equal(["a 0", "a 1", "b 0", "b 1"], again.Runs.Keys);
    }

    [Fact]
    public void TheFileIsTheSameInEveryLanguage()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            using RunStore<SampleRun> store = Open();
            store.Add(new SampleRun("a", -1, 0.5));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal("# sparsegen experiment sample: epochs=2; rate=0.5\nname,seed,value\na,-1,0.5\n", File.ReadAllText(Path));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void ATornLastLineIsDoneAgain(int missing)
    {
        using (RunStore<SampleRun> store = Open())
        {
            store.Add(new SampleRun("a", 0, 1));
            store.Add(new SampleRun("a", 1, 2.25));
        }

        byte[] bytes = File.ReadAllBytes(Path);
        File.WriteAllBytes(Path, bytes[..^missing]);
        using (RunStore<SampleRun> store = Open())
        {
            Assert.Equal(["a 0"], store.Runs.Keys);
            store.Add(new SampleRun("a", 1, 2.25));
        }

        Assert.Equal(bytes, File.ReadAllBytes(Path));
    }

    [Fact]
    public void TornWhereverItIsAFileIsCompletedToTheSameBytes()
    {
        SampleRun[] runs = [new("a", 0, 1), new("b", 1, 2.25)];
        using (RunStore<SampleRun> store = Open())
        {
            Array.ForEach(runs, store.Add);
        }

        byte[] bytes = File.ReadAllBytes(Path);
        for (int length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(Path, bytes[..length]);
            using (RunStore<SampleRun> store = Open())
            {
                foreach (SampleRun run in runs.Where(run => !store.Runs.ContainsKey(SampleRun.Schema.Key(run))))
                {
                    store.Add(run);
                }
            }

            Assert.Equal(bytes, File.ReadAllBytes(Path));
        }
    }

    [Fact]
    public void OtherSettingsAreRefusedAndTheFileStays()
    {
        using (RunStore<SampleRun> store = Open())
        {
            store.Add(new SampleRun("a", 0, 1));
        }

        byte[] bytes = File.ReadAllBytes(Path);
        var exception = Assert.Throws<CommandException>(() => RunStore<SampleRun>.Open(Path, "sample", Settings(epochs: 3), SampleRun.Schema));
        Assert.Contains("epochs=2, not epochs=3", exception.Message, StringComparison.Ordinal);
        exception = Assert.Throws<CommandException>(() => RunStore<SampleRun>.Open(Path, "other", Settings(), SampleRun.Schema));
        Assert.Contains("experiment sample, not # sparsegen experiment other", exception.Message, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(Path));
    }

    [Theory]
    [InlineData("a,1", "line 4", "2 cells; expected 3")]
    [InlineData("a,x,2", "line 4", "seed is 'x'; expected a whole number")]
    [InlineData("a,1,2;5", "line 4", "value is '2;5'; expected a number")]
    [InlineData("a,0,7", "line 4", "a second result of a 0")]
    public void ADamagedLineIsNamed(string line, string number, string problem)
    {
        using (RunStore<SampleRun> store = Open())
        {
            store.Add(new SampleRun("a", 0, 1));
        }

        File.AppendAllText(Path, line + "\n");
        var exception = Assert.Throws<CommandException>(Open);
        Assert.Contains(number, exception.Message, StringComparison.Ordinal);
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoAtATimeAreRefused()
    {
        using RunStore<SampleRun> store = Open();
        Assert.Contains(Path, Assert.Throws<CommandException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CellsThatWouldBreakTheLineAreRefused()
    {
        using RunStore<SampleRun> store = Open();
        Assert.Throws<ArgumentException>(() => store.Add(new SampleRun("a,b", 0, 1)));
        Assert.Throws<ArgumentException>(() => store.Add(new SampleRun("a\nb", 0, 1)));
        Assert.Empty(store.Runs);
    }

    private static ExperimentSettings Settings(int epochs = 2) => new ExperimentSettings().Add("epochs", epochs).Add("rate", 0.5f);

    private RunStore<SampleRun> Open() => RunStore<SampleRun>.Open(Path, "sample", Settings(), SampleRun.Schema);
}
