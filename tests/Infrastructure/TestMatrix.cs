namespace SparseGen.Tests.Infrastructure;

/// <summary>Which models run on which devices.</summary>
internal static class TestMatrix
{
    /// <summary>(model, device): every model on every device, on the simulator the tiny ones.</summary>
    public static TheoryData<string, string> ModelsOnDevices => Pairs(TestDevices.All);

    /// <summary>(model, device) for the CPU alone.</summary>
    public static TheoryData<string, string> ModelsOnCpus => Pairs(TestDevices.Cpus);

    /// <summary>(model, batch, device) for every fixture.</summary>
    public static TheoryData<string, int, string> FixturesOnDevices
    {
        get
        {
            var data = new TheoryData<string, int, string>();
            foreach (var device in TestDevices.All)
            {
                foreach (var model in ModelCases.All.Where(model => RunsOn(model, device)))
                {
                    foreach (var batch in model.FixtureBatches)
                    {
                        data.Add(model.Name, batch, device);
                    }
                }
            }

            return data;
        }
    }

    private static TheoryData<string, string> Pairs(IEnumerable<string> devices)
    {
        var data = new TheoryData<string, string>();
        foreach (var device in devices)
        {
            foreach (var model in ModelCases.All.Where(model => RunsOn(model, device)))
            {
                data.Add(model.Name, device);
            }
        }

        return data;
    }

    private static bool RunsOn(ModelCase model, string device) => device != "simulator" || model.Tiny;
}
