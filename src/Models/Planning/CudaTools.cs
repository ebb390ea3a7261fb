using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using SparseGen.Tool.Commands;

namespace SparseGen.Tool.Planning;

/// <summary>NVIDIA's assembler and disassembler; <c>eng/cuda-tools</c> gets them.</summary>
internal sealed partial class CudaTools
{
    private const string Assembler = "ptxas";
    private const string Disassembler = "nvdisasm";

    /// <summary>Where <c>eng/cuda-tools</c> puts them, from the repository's folder.</summary>
    private static readonly string Usual = Path.Combine("artifacts", "cuda-tools");

    private readonly string _folder;

    private CudaTools(string folder) => _folder = folder;

    /// <summary>What the assembler says of a kernel, and its instructions.</summary>
    /// <param name="Registers">Registers of a thread.</param>
    /// <param name="SpillBytes">Bytes that are spilled and loaded again.</param>
    /// <param name="LocalBytes">Local memory of a thread.</param>
    /// <param name="SharedBytes">Shared memory of a group.</param>
    /// <param name="Listing">The instructions.</param>
    internal sealed record Assembly(int Registers, int SpillBytes, int LocalBytes, int SharedBytes, SassListing Listing);

    /// <summary>Finds the tools.</summary>
    /// <param name="folder">A folder, or null for the usual one and those of the path.</param>
    /// <exception cref="CommandException">They are not there.</exception>
    public static CudaTools Find(string? folder) => TryFind(folder) ?? throw new CommandException(
        $"{Assembler} and {Disassembler} are not in {folder ?? $"{Usual} or in the path"}; eng/cuda-tools gets them on Debian, and --tools FOLDER says where they are");

    /// <summary>Finds the tools, or nothing.</summary>
    /// <param name="folder">As for <see cref="Find"/>.</param>
    public static CudaTools? TryFind(string? folder)
    {
        string[] folders = folder is not null ? [folder] : [Usual, .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)];
        return folders.FirstOrDefault(static one => File.Exists(Path.Combine(one, Assembler)) && File.Exists(Path.Combine(one, Disassembler))) is string found
            ? new CudaTools(found)
            : null;
    }

    /// <summary>Assembles a kernel and takes it apart again.</summary>
    /// <param name="ptx">Its text.</param>
    /// <param name="architecture">Such as <c>sm_80</c>.</param>
    public Assembly Assemble(string ptx, string architecture)
    {
        DirectoryInfo work = Directory.CreateTempSubdirectory("sparsegen-ptx-");
        try
        {
            string source = Path.Combine(work.FullName, "kernel.ptx"), binary = Path.Combine(work.FullName, "kernel.cubin");
            File.WriteAllText(source, ptx);
            string log = Run(Assembler, "-v", $"-arch={architecture}", source, "-o", binary);
            return new Assembly(
                Number(Registers(), log), Number(Stores(), log) + Number(Loads(), log), Number(Stack(), log), Number(Shared(), log),
                SassListing.Parse(Run(Disassembler, "-c", binary)));
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static int Number(Regex pattern, string log) => pattern.Match(log) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;

    private string Run(string tool, params string[] arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(Path.Combine(_folder, tool), arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new CommandException($"{tool} failed: {output.ReplaceLineEndings(" ")}");
    }

    [GeneratedRegex(@"Used (\d+) registers")]
    private static partial Regex Registers();

    [GeneratedRegex(@"(\d+) bytes spill stores")]
    private static partial Regex Stores();

    [GeneratedRegex(@"(\d+) bytes spill loads")]
    private static partial Regex Loads();

    [GeneratedRegex(@"(\d+) bytes stack frame")]
    private static partial Regex Stack();

    [GeneratedRegex(@"(\d+) bytes smem")]
    private static partial Regex Shared();
}
