using ILGPU.Runtime.Cuda;
using SparseGen.Bench.Quick;
using SparseGen.Gpu;
using SparseGen.Models;
using SparseGen.Tool.Results;

namespace SparseGen.Bench.Gpu;

/// <summary>All that is measured of a device, in its order; what there is so far is written after every part.</summary>
internal sealed class GpuMeasurement
{
    private readonly GpuDevice _device;
    private readonly double _openSeconds;
    private readonly bool _isQuick;
    private readonly string? _json;
    private readonly Parts _parts;
    private readonly List<ModelOnGpu> _models = [];
    private readonly List<ProductOnGpu> _products = [];
    private string? _cuBlas;

    /// <param name="device">The device.</param>
    /// <param name="openSeconds">Seconds that opening it took.</param>
    /// <param name="isQuick">Whether it is only to be seen that everything runs.</param>
    /// <param name="json">The file to write, or null.</param>
    public GpuMeasurement(GpuDevice device, double openSeconds, bool isQuick, string? json)
    {
        (_device, _openSeconds, _isQuick, _json) = (device, openSeconds, isQuick, json);
        _parts = new Parts(() => Report(isComplete: false));
    }

    /// <summary>Measures.</summary>
    public GpuReport Run()
    {
        GpuSettings settings = _isQuick ? GpuSettings.Quick : GpuSettings.Full;
        RunModel<FashionMixer>(settings, settings.FashionBatches);
        RunModel<MixerS16>(settings, settings.MixerBatches);
        using CuBlasProduct? cuBlas = OpenCuBlas();
        var timer = new DeviceTimer(_device.Accelerator, settings);
        foreach (ProductRow row in ProductRow.All)
        {
            _parts.Do($"{row.Shape.Model}: {row.Shape.Product}", () => RunProduct(row, settings.SamplesOf(row.Shape.Model), timer, cuBlas));
        }

        return Report(isComplete: true);
    }

    private void RunModel<TModel>(GpuSettings settings, IReadOnlyList<int> batches)
        where TModel : class, IModel<TModel>
    {
        var entry = ModelEntry.Of<TModel>(typeof(TModel).Name, string.Empty);
        _parts.Do(typeof(TModel).Name, () => _models.Add(entry.Apply(new ModelRun(_device, settings, batches, _parts))));
    }

    private CuBlasProduct? OpenCuBlas()
    {
        const string What = "the products by cuBLAS";
        if (_device.Accelerator is not CudaAccelerator cuda)
        {
            _parts.Skip(What, "it is for CUDA");
            return null;
        }

        CuBlasProduct? cuBlas = null;
        _parts.Do(What, () =>
        {
            cuBlas = new CuBlasProduct(cuda);
            _cuBlas = cuBlas.Version;
        });
        return cuBlas;
    }

    private void RunProduct(ProductRow row, int samples, DeviceTimer timer, CuBlasProduct? cuBlas)
    {
        ProductSeconds seconds = row.Measure(_device, samples, timer);
        foreach (ProductPass pass in Enum.GetValues<ProductPass>())
        {
            if (seconds.Of(pass) is not double own)
            {
                _parts.Skip($"{row.Shape.Model}: {row.Shape.Product}, {pass}", "the backward pass with it took hardly longer than without: too little to tell");
                continue;
            }

            double? vendor = null;
            if (cuBlas is not null)
            {
                _parts.Do($"{row.Shape.Model}: {row.Shape.Product}, {pass}, by cuBLAS", () => vendor = cuBlas.Measure(row.Shape, pass, samples, timer));
            }

            _products.Add(new ProductOnGpu(row.Shape, pass, samples, own * 1e6, row.Shape.Operations(samples) / own / 1e9, vendor * 1e6, vendor / own));
        }
    }

    private GpuReport Report(bool isComplete)
    {
        var report = new GpuReport(
            DeviceDescription.Of(_device), Conditions.Current(), _openSeconds, _isQuick, isComplete, _models, _cuBlas, _products, _parts.Skipped);
        ReportFile.Write(_json, report, GpuJson.Default.GpuReport);
        return report;
    }
}
