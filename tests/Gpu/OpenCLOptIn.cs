using System.Runtime.CompilerServices;

namespace SparseGen.Tests.Gpu;

/// <summary>Accepts Debian's PoCL 3, which runs the kernels but does not report generic address space.</summary>
internal static class OpenCLOptIn
{
    [ModuleInitializer]
    internal static void AcceptAnyDevice() => AppContext.SetSwitch("SparseGen.OpenCL.AcceptAny", true);
}
