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

    private static readonly Lock Gate = new();
    private static bool _resolved;
    private static int _turnedDown;

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
            _turnedDown++;
            return false;
        }

        if (!device.Capabilities.GenericAddressSpace)
        {
            if (!AcceptsAny())
            {
                _turnedDown++;
                return false;
            }

            SetGenericAddressSpace(device.Capabilities, true);
        }

        return true;
    }

    /// <summary>What to do about a device that is missing, to follow the sentence that says so.</summary>
    internal static string Advice()
    {
        if (_turnedDown == 0)
        {
            return string.Empty;
        }

        return $" Turned down: {_turnedDown}, for not reporting OpenCL C 2.0 and generic address space."
            + (AcceptsAny() ? string.Empty : $" Set the environment variable {AcceptAnyVariable}=1 to use such devices all the same (PoCL 3 works).");
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
