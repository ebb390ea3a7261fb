using ILGPU;
using SparseGen.Kernels.Gpu;

namespace SparseGen.Tests.Kernels;

/// <summary>The kernels of layer norm on GPUs against plain loops, with and without their optional parts.</summary>
[Trait("Category", "Gpu")]
public sealed class GpuLayerNormTests
{
    public static TheoryData<string> Devices => GpuKernelRun.Devices;

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Forward(string device) => Each(device, data =>
    {
        using var run = new GpuKernelRun(device);
        foreach (var bias in new[] { null, "bias" })
        {
            var y = run.Unwritten(data.Rows * data.Channels);
            run.Launch(frame => GpuLayerNorm.Forward(
                frame, run.Upload(data["x"]), run.Upload(data["weight"]), Optional(run, data, bias), y, data.Rows, data.Channels, LayerNormData.Epsilon));
            run.Expect(data.Plain.Forward(data.Wide("x"), data.Wide("weight"), bias is null ? null : data.Wide(bias)), y, $"{data}, {bias}");

            var tangent = run.Unwritten(data.Rows * data.Channels);
            var biasTangent = bias is null ? null : "bias'";
            run.Launch(frame => GpuLayerNorm.ForwardTangent(
                frame, run.Upload(data["x"]), run.Upload(data["weight"]), run.Upload(data["x'"]), run.Upload(data["weight'"]), Optional(run, data, biasTangent), tangent,
                data.Rows, data.Channels, LayerNormData.Epsilon));
            run.Expect(
                data.Plain.ForwardTangent(data.Wide("x"), data.Wide("weight"), data.Wide("x'"), data.Wide("weight'"), bias is null ? null : data.Wide("bias'")),
                tangent,
                $"tangent of {data}, {bias}");
        }
    });

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Backward(string device) => Each(device, data =>
    {
        using var run = new GpuKernelRun(device);
        var expected = data.Plain.Backward(data.Wide("dy"), data.Wide("x"), data.Wide("weight"));
        foreach (var (bias, residual, hasOutput) in new (string?, string?, bool)[] { ("bias", null, true), (null, "residual", false), (null, null, true) })
        {
            ArrayView<float> dy = run.Upload(data["dy"]), x = run.Upload(data["x"]), statistics = run.Unwritten(2 * data.Rows);
            ArrayView<float> dx = run.Unwritten(x.IntLength), y = run.Unwritten(x.IntLength), dw = run.Gradient(data["dw"]), db = run.Gradient(data["db"]);
            run.Launch(frame => GpuLayerNorm.Backward(
                frame, dy, x, run.Upload(data["weight"]), Optional(run, data, bias), Optional(run, data, residual), dx, dw, bias is null ? null : db,
                hasOutput ? y : null, statistics, data.Rows, data.Channels, LayerNormData.Epsilon));
            run.Expect(residual is null ? expected.Input : LayerNormData.Sum(expected.Input, data.Wide(residual)), dx, $"{data}, input");
            run.Expect(LayerNormData.Sum(expected.Weight, data.Wide("dw")), dw, $"{data}, weight");
            run.Expect(bias is null ? data.Wide("db") : LayerNormData.Sum(expected.Bias, data.Wide("db")), db, $"{data}, bias");
            if (hasOutput)
            {
                run.Expect(data.Plain.Forward(data.Wide("x"), data.Wide("weight"), bias is null ? null : data.Wide(bias)), y, $"{data}, output");
            }
        }
    });

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void BackwardTangent(string device) => Each(device, data =>
    {
        using var run = new GpuKernelRun(device);
        var expected = data.Plain.BackwardTangent(data.Wide("dy"), data.Wide("x"), data.Wide("weight"), data.Wide("dy'"), data.Wide("x'"), data.Wide("weight'"));
        foreach (var (hasBias, residual) in new (bool, string?)[] { (true, null), (false, "residual") })
        {
            ArrayView<float> dy = run.Upload(data["dy"]), x = run.Upload(data["x"]), ddy = run.Upload(data["dy'"]), dx = run.Upload(data["x'"]);
            ArrayView<float> statistics = run.Unwritten(4 * data.Rows), ddx = run.Unwritten(x.IntLength), dw = run.Gradient(data["dw"]), db = run.Gradient(data["db"]);
            run.Launch(frame => GpuLayerNorm.BackwardTangent(
                frame, dy, x, run.Upload(data["weight"]), ddy, dx, run.Upload(data["weight'"]), Optional(run, data, residual), ddx, dw, hasBias ? db : null, statistics,
                data.Rows, data.Channels, LayerNormData.Epsilon));
            run.Expect(residual is null ? expected.Input : LayerNormData.Sum(expected.Input, data.Wide(residual)), ddx, $"{data}, input");
            run.Expect(LayerNormData.Sum(expected.Weight, data.Wide("dw")), dw, $"{data}, weight");
            run.Expect(hasBias ? LayerNormData.Sum(expected.Bias, data.Wide("db")) : data.Wide("db"), db, $"{data}, bias");
        }
    });

    private static void Each(string device, Action<LayerNormData> check)
    {
        foreach (var data in LayerNormData.Shapes.Select(static shape => new LayerNormData((int)shape[0], (int)shape[1])))
        {
            if (GpuKernelRun.Takes(device, data.Rows, data.Channels))
            {
                check(data);
            }
        }
    }

    private static ArrayView<float>? Optional(GpuKernelRun run, LayerNormData data, string? name) => name is null ? null : run.Upload(data[name]);
}
