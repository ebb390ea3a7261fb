using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SparseGen.Tests.Documentation;

/// <summary>All C# of a page as one program: what it uses, its statements in order, then its types. The compiler's messages have the page's lines.</summary>
/// <param name="page">The page.</param>
internal sealed class PageProgram(MarkdownPage page)
{
    /// <summary>What the projects of 'dotnet new' use without saying so.</summary>
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
        + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly string[] Libraries =
    [
        "SparseGen.dll", "SparseGen.Gpu.dll", "ILGPU.dll", "ILGPU.Algorithms.dll", "SparseGen.Onnx.dll", "Google.Protobuf.dll", "SparseGen.Analysis.dll", "MathNet.Numerics.dll",
        "SparseGen.Compression.dll", "SparseGen.Series.dll", "Sep.dll", "csFastFloat.dll",
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Compiles it with the generator; fails with a warning. Then runs it, if it has statements, in a process and a folder of its own.</summary>
    /// <param name="blocks">The blocks that are parts of the program.</param>
    public async Task Run(IEnumerable<CodeBlock> blocks)
    {
        (string text, bool hasStatements) = Join(blocks);
        var settings = GeneratorHarness.OrdinarySettings.WithOutputKind(hasStatements ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary);
        Compilation compilation = new GeneratorHarness(new CSharpParseOptions(LanguageVersion.Latest), settings, text, ImplicitUsings).CompileAsUsersDo();
        if (!hasStatements)
        {
            return;
        }

        using var folder = new TemporaryFolder();
        string program = folder.File($"{compilation.AssemblyName}.dll");
        Assert.True(compilation.Emit(program).Success);
        foreach (string library in Libraries)
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, library), folder.File(library));
        }

        await Execute(program, folder.Path);
    }

    private async Task Execute(string program, string folder)
    {
        string settings = Path.Combine(AppContext.BaseDirectory, "SparseGen.Unit.Tests.runtimeconfig.json");
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["exec", "--runtimeconfig", settings, program])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SPARSEGEN_IMAGES"] = Repository.FashionMnist;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token), error = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, $"The program of {page.File} ended with {process.ExitCode}:\n{await output}\n{await error}");
    }

    private (string Text, bool HasStatements) Join(IEnumerable<CodeBlock> blocks)
    {
        SortedSet<string> usings = new(StringComparer.Ordinal);
        StringBuilder statements = new(), types = new();
        foreach (CodeBlock block in blocks)
        {
            var unit = CSharpSyntaxTree.ParseText(block.Text).GetCompilationUnitRoot();
            usings.UnionWith(unit.Usings.Select(static one => one.ToString()));
            foreach (MemberDeclarationSyntax member in unit.Members)
            {
                int line = block.Line + member.GetLocation().GetLineSpan().StartLinePosition.Line;
                (member is GlobalStatementSyntax ? statements : types).Append(CultureInfo.InvariantCulture, $"#line {line} \"{page.File}\"\n{member}\n");
            }
        }

        return ($"{string.Join('\n', usings)}\n{statements}{types}", statements.Length > 0);
    }
}
