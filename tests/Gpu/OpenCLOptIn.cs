using System.Runtime.CompilerServices;
using SparseGen.Gpu;

namespace SparseGen.Tests.Gpu;

/// <summary>Accepts Debian's PoCL 3, which runs the kernels but does not report generic address space. Tests leave no texts of kernels in the user's folder.</summary>
internal static class OpenCLOptIn
{
    [ModuleInitializer]
    internal static void AcceptAnyDevice()
    {
        AppContext.SetSwitch("SparseGen.OpenCL.AcceptAny", true);
        KernelCache.Folder = null;
    }
}
