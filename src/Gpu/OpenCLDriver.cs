using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace SparseGen.Gpu;

/// <summary>Helps ILGPU to find the OpenCL library, and decides which of its devices to accept.</summary>
internal static class OpenCLDriver
{
    /// <summary>Set to 1, this environment variable makes <see cref="Accepts"/> take devices that do not report generic address space.</summary>
    internal const string AcceptAnyVariable = "SPARSEGEN_OPENCL_ANY";

    /// <summary>The same as an AppContext switch, for programs that configure themselves by runtimeconfig.json or code.</summary>
    internal const string AcceptAnySwitch = "SparseGen.OpenCL.AcceptAny";

    /// <summary>The library, by the names under which systems install it.</summary>
    private static readonly string[] LibraryNames =
        OperatingSystem.IsWindows() ? ["OpenCL.dll"]
        : OperatingSystem.IsMacOS() ? ["/System/Library/Frameworks/OpenCL.framework/OpenCL"]
        : ["libOpenCL.so.1", "libOpenCL.so"];

    private static readonly Lock Gate = new();
    private static readonly List<RejectedDevice> RejectedDevices = [];
    private static bool _resolved;

    /// <summary>The devices that <see cref="Accepts"/> has turned down.</summary>
    internal static IReadOnlyList<RejectedDevice> Rejected
    {
        get
        {
            lock (Gate)
            {
                return [.. RejectedDevices];
            }
        }
    }

    /// <summary>Why there may be no devices at all, to follow the sentence that says so.</summary>
    internal static string WhyNone() => LibraryNames.Any(static name => NativeLibrary.TryLoad(name, out _))
        ? "The OpenCL library is here, but no driver that gives it a device."
        : $"There is no OpenCL library ({LibraryNames[0]}): it comes with the driver of a GPU, or with PoCL.";

    /// <summary>Lets ILGPU load <c>libOpenCL.so.1</c> where there is no <c>libOpenCL.so</c>, which only development packages install.</summary>
    internal static void ResolveLibrary()
    {
        lock (Gate)
        {
            if (_resolved)
            {
                return;
            }

            _resolved = true;
            try
            {
                NativeLibrary.SetDllImportResolver(typeof(Context).Assembly, Resolve);
            }
            catch (InvalidOperationException)
            {
                // The program has set a resolver for ILGPU itself; it knows better.
            }
        }
    }

    /// <summary>Whether ILGPU's kernels run on this device: OpenCL 2.0 or later with pointers into a generic address space.</summary>
    /// <remarks>
    /// PoCL before version 4 has such pointers without saying so. Whoever opts in gets the capability set on such devices,
    /// since ILGPU checks it again when it opens the device; its setter is internal.
    /// </remarks>
    internal static bool Accepts(CLDevice device)
    {
        if (device.CLStdVersion < CLBackend.MinimumVersion)
        {
            return TurnDown(device, $"it has OpenCL C {device.CLStdVersion.Major}.{device.CLStdVersion.Minor}; "
                + $"expected {CLBackend.MinimumVersion.Major}.{CLBackend.MinimumVersion.Minor} or later");
        }

        if (!device.Capabilities.GenericAddressSpace)
        {
            if (!AcceptsAny())
            {
                return TurnDown(
                    device, $"it does not report generic address space; set the environment variable {AcceptAnyVariable}=1 to use it all the same (PoCL 3 works)");
            }

            SetGenericAddressSpace(device.Capabilities, true);
        }

        return true;
    }

    /// <summary>What to do about a device that is missing, to follow the sentence that says so.</summary>
    internal static string Advice() => string.Concat(Rejected.Select(static device => $" Turned down: {device.Name}, since {device.Problem}."));

    private static bool TurnDown(CLDevice device, string problem)
    {
        lock (Gate)
        {
            RejectedDevices.Add(new RejectedDevice($"{device.Name} ({device.PlatformName})", device.MemorySize, problem));
        }

        return false;
    }

    private static bool AcceptsAny() =>
        Environment.GetEnvironmentVariable(AcceptAnyVariable) == "1"
        || (AppContext.TryGetSwitch(AcceptAnySwitch, out bool enabled) && enabled);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (NativeLibrary.TryLoad(name, assembly, path, out nint handle))
        {
            return handle;
        }

        bool wanted = name.Contains("OpenCL", StringComparison.Ordinal) && OperatingSystem.IsLinux();
        return wanted && NativeLibrary.TryLoad("libOpenCL.so.1", assembly, path, out handle) ? handle : 0;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_GenericAddressSpace")]
    private static extern void SetGenericAddressSpace(CLCapabilityContext capabilities, bool value);
}
