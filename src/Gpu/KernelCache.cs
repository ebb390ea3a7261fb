using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace SparseGen.Gpu;

/// <summary>
/// Texts of kernels that were compiled before, on disk: the second start of a program then reads PTX or OpenCL C instead of having ILGPU write it, some tenths of a second a
/// kernel. What drivers make of the texts they keep themselves.
/// </summary>
/// <remarks>
/// A text is found by what it was made of: the assemblies that the kernel's code comes from, each by the number that its compiler derives from its content, the kernel, and what
/// the device has said it can do. A file that is damaged counts as absent, and one that cannot be written is not missed.
/// </remarks>
public static class KernelCache
{
    /// <summary>The variable of the environment that names the folder: <c>off</c> for none.</summary>
    public const string Variable = "SPARSEGEN_KERNEL_CACHE";

    private const string Off = "off";

    /// <summary>Changes with the form of the files.</summary>
    private const string Format = "sparsegen-kernel-1";

    private static readonly Lock Gate = new();
    private static readonly Dictionary<Assembly, string> Contents = [];
    private static int s_found;
    private static int s_compiled;

    /// <summary>
    /// Where the texts are; null keeps none. What <c>SPARSEGEN_KERNEL_CACHE</c> says, else a folder of SparseGen's in the user's folder for caches.
    /// </summary>
    public static string? Folder { get; set; } = DefaultFolder();

    /// <summary>Kernels whose text was there, since the program began.</summary>
    internal static int Found => Volatile.Read(ref s_found);

    /// <summary>Kernels that ILGPU has compiled since the program began.</summary>
    internal static int Compiled => Volatile.Read(ref s_compiled);

    /// <summary>A kernel's text was there.</summary>
    internal static void CountFound() => Interlocked.Increment(ref s_found);

    /// <summary>A kernel was compiled.</summary>
    internal static void CountCompiled() => Interlocked.Increment(ref s_compiled);

    /// <summary>A kernel's text and its shared memory, or null.</summary>
    /// <param name="key">The key.</param>
    internal static (string Text, int SharedBytes)? Find(string key)
    {
        if (Folder is not string folder)
        {
            return null;
        }

        try
        {
            string[] parts = File.ReadAllText(PathOf(folder, key)).Split('\n', 4);
            return parts.Length == 4 && parts[0] == Format && parts[1] == Hash(parts[3]) && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int bytes)
                ? (parts[3], bytes)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Keeps a kernel's text.</summary>
    /// <param name="key">The key.</param>
    /// <param name="text">The text.</param>
    /// <param name="sharedBytes">Bytes of shared memory that a group has.</param>
    internal static void Keep(string key, string text, int sharedBytes)
    {
        if (Folder is not string folder)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(folder);
            string path = PathOf(folder, key), own = $"{path}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}";
            File.WriteAllText(own, string.Create(CultureInfo.InvariantCulture, $"{Format}\n{Hash(text)}\n{sharedBytes}\n{text}"));

            // Other processes see all of the file or none of it.
            File.Move(own, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // Without a cache the next start takes a little longer.
        }
    }

    /// <summary>What a kernel's text is made of.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="device">What the device can do.</param>
    /// <param name="threads">Threads of its groups, if it is compiled for this number alone.</param>
    /// <param name="atOnce">Threads that a multiprocessor is to have room for.</param>
    internal static string KeyOf(MethodInfo kernel, string device, int threads, int atOnce = KernelCompiler.ThreadsAtOnce)
    {
        var text = new StringBuilder();
        text.Append(Format).Append('\n').Append(device).Append('\n').Append(threads).Append(' ').Append(atOnce).Append('\n')
            .Append(kernel.DeclaringType).Append('\n').Append(kernel.Name).Append('\n').Append(Environment.Version).Append('\n');

        // The name of the whole method would leave out what its generic arguments are made of, such as the arithmetic of a part for tensor cores.
        text.AppendJoin(' ', kernel.GetGenericArguments().AsEnumerable()).Append('\n').AppendJoin(' ', kernel.GetParameters().Select(static one => one.ParameterType)).Append('\n');
        var assemblies = new SortedSet<string>(StringComparer.Ordinal) { ContentOf(typeof(ILGPU.Context).Assembly), ContentOf(typeof(ILGPU.Algorithms.XMath).Assembly) };
        AddContents(kernel.Module.Assembly, assemblies);
        foreach (Type type in kernel.GetGenericArguments().Concat(kernel.DeclaringType?.GetGenericArguments() ?? []))
        {
            AddContents(type.Assembly, assemblies);
        }

        return Hash(text.AppendJoin('\n', assemblies).ToString());
    }

    /// <summary>An assembly and those that it refers to: methods of any of them may be compiled into a kernel. What is .NET's goes by its version.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "ILGPU needs programs that are not trimmed: a device has been opened before anything comes here.")]
    private static void AddContents(Assembly assembly, SortedSet<string> contents)
    {
        if (!contents.Add(ContentOf(assembly)))
        {
            return;
        }

        foreach (AssemblyName name in assembly.GetReferencedAssemblies())
        {
            bool isOfDotnet = name.Name is "netstandard" or "mscorlib"
                || name.Name!.StartsWith("System.", StringComparison.Ordinal) || name.Name.StartsWith("Microsoft.", StringComparison.Ordinal);
            Assembly? loaded = isOfDotnet
                ? null
                : Array.Find(AppDomain.CurrentDomain.GetAssemblies(), one => AssemblyName.ReferenceMatchesDefinition(one.GetName(), name));
            if (loaded is not null)
            {
                AddContents(loaded, contents);
            }
        }
    }

    private static string ContentOf(Assembly assembly)
    {
        lock (Gate)
        {
            if (!Contents.TryGetValue(assembly, out string? content))
            {
                Contents[assembly] = content = $"{assembly.GetName().Name} {assembly.ManifestModule.ModuleVersionId}";
            }

            return content;
        }
    }

    private static string PathOf(string folder, string key) => Path.Combine(folder, key);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string? DefaultFolder()
    {
        string? wanted = Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(wanted))
        {
            return string.Equals(wanted, Off, StringComparison.OrdinalIgnoreCase) ? null : wanted;
        }

        string? caches = OperatingSystem.IsWindows() ? null : Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string root = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : !string.IsNullOrEmpty(caches) ? caches
            : home.Length > 0 ? Path.Combine(home, OperatingSystem.IsMacOS() ? "Library/Caches" : ".cache") : string.Empty;
        return root.Length > 0 ? Path.Combine(root, "SparseGen", "kernels") : null;
    }
}
