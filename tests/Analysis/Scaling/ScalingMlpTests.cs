namespace SparseGen.Tests.Analysis;

/// <summary>Sizes of the networks of Scaling MLPs (Bachmann, Anagnostidis and Hofmann 2023, arXiv 2306.13575, table 5), which are declared here and never made.</summary>
public sealed class ScalingMlpTests
{
    /// <summary>In millions to two decimals: half a unit of the last.</summary>
    [Fact]
    public void NetworksHaveThePapersParameters()
    {
        AssertMillions<Bottleneck6Width256Of64>(9.19);
        AssertMillions<Bottleneck12Width256Of64>(12.35);
        AssertMillions<Bottleneck6Width512Of64>(24.66);
        AssertMillions<Bottleneck12Width512Of64>(37.26);
        AssertMillions<Bottleneck6Width1024Of64>(74.47);
        AssertMillions<Bottleneck12Width1024Of64>(124.84);
        AssertMillions<Bottleneck6Width256Of32>(3.95);
        AssertMillions<Bottleneck12Width256Of32>(7.1);
        AssertMillions<Bottleneck6Width512Of32>(14.18);
        AssertMillions<Bottleneck12Width512Of32>(26.79);
        AssertMillions<Bottleneck6Width1024Of32>(53.53);
        AssertMillions<Bottleneck12Width1024Of32>(103.91);
    }

    private static void AssertMillions<TModel>(double expected)
        where TModel : class, IModel<TModel>
        => Assert.Equal(expected, TModel.Info.ParameterCount / 1e6, 0.00501);
}
