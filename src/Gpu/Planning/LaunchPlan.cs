using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using ILGPU;
using ILGPU.Runtime;

namespace SparseGen.Gpu.Planning;

/// <summary>A kernel that would have been launched.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Config">Grid and group.</param>
/// <param name="Arguments">Its arguments: views that nobody may read behind their end, and numbers.</param>
internal sealed record PlannedLaunch(ILibraryKernel Kernel, KernelConfig Config, object[] Arguments);

/// <summary>
/// What a model launches on a card that is not there: everything up to the driver runs as it would, and here launches are written down instead. So a plan cannot differ from what
/// is launched.
/// </summary>
internal sealed class LaunchPlan
{
    private List<PlannedLaunch> _launches = [];

    /// <summary>The launches since the last call.</summary>
    public IReadOnlyList<PlannedLaunch> Take()
    {
        List<PlannedLaunch> launches = _launches;
        _launches = [];
        return launches;
    }

    /// <summary>What stands in for the launcher of a kernel.</summary>
    /// <typeparam name="TLauncher">A delegate of a stream, of grid and group, and of the kernel's arguments.</typeparam>
    /// <param name="kernel">The kernel.</param>
    [UnconditionalSuppressMessage("Trimming", "IL2090", Justification = "Delegates keep Invoke, and ILGPU needs programs that are not trimmed.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "There are no GPUs in programs that were compiled ahead of time, and so nobody comes here.")]
    internal TLauncher LauncherOf<TLauncher>(ILibraryKernel kernel)
        where TLauncher : Delegate
    {
        ParameterExpression[] parameters = [.. typeof(TLauncher).GetMethod("Invoke")!.GetParameters().Select(static one => Expression.Parameter(one.ParameterType))];
        Action<KernelConfig, object[]> add = (config, arguments) => _launches.Add(new PlannedLaunch(kernel, config, arguments));
        return Expression.Lambda<TLauncher>(
            Expression.Invoke(
                Expression.Constant(add), parameters[1],
                Expression.NewArrayInit(typeof(object), parameters.Skip(2).Select(static one => Expression.Convert(one, typeof(object))))),
            parameters).Compile();
    }
}
