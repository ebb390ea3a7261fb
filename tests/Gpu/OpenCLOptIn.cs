using System.Runtime.CompilerServices;
using SparseGen.Gpu;

namespace SparseGen.Tests.Gpu;

/// <summary>
/// Accepts Debian's PoCL 3, which runs the kernels but does not report generic address space. Texts of kernels are kept beside the tests, so that a model that many of them make is
/// compiled by ILGPU once; none are left in the user's folder.
/// </summary>
internal static class OpenCLOptIn
{
    [ModuleInitializer]
    internal static void AcceptAnyDevice()
    {
        AppContext.SetSwitch("SparseGen.OpenCL.AcceptAny", true);
        KernelCache.Folder = Path.Combine(AppContext.BaseDirectory, "kernels");
    }
}
