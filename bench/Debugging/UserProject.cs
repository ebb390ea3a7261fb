using System.Globalization;
using System.Reflection;
using SparseGen.Tool.Commands;

namespace SparseGen.Bench.Debugging;

/// <summary>
/// A user's project in a folder of its own: FashionMixer's declaration, a program that trains it, and a project file that refers to the runtime and the generator as the README
/// shows. Nothing in it says how to compile or run.
/// </summary>
internal sealed class UserProject : IDisposable
{
    private const string Framework = "net10.0";
    private const string Name = "UserProject";
    private static readonly string[] Sources = ["FashionMixer.cs", "Program.cs"];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sparsegen-user-");

    /// <summary>Writes the project's files.</summary>
    /// <exception cref="CommandException">The repository that the project is to refer to has gone.</exception>
    public UserProject()
    {
        string repository = typeof(UserProject).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static one => one.Key == "Repository").Value!;
        string runtime = Reference(repository, "src/Runtime/SparseGen.csproj"), generator = Reference(repository, "src/Generators/SparseGen.Generators.csproj");
        File.WriteAllText(
            In($"{Name}.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>{Framework}</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="{runtime}" />
                <ProjectReference Include="{generator}" OutputItemType="Analyzer" ReferenceOutputAssembly="false" />
              </ItemGroup>
            </Project>
            """);
        foreach (string source in Sources)
        {
            using Stream text = typeof(UserProject).Assembly.GetManifestResourceStream(source)!;
            using FileStream file = File.Create(In(source));
            text.CopyTo(file);
        }
    }

    /// <summary>Builds it, and what it refers to.</summary>
    /// <param name="configuration"><c>Debug</c> or <c>Release</c>.</param>
    public void Build(string configuration) => DotnetProcess.Run(_folder.FullName, "build", "-c", configuration, "-nodeReuse:false", "-v:quiet");

    /// <summary>Runs it.</summary>
    /// <param name="configuration">Which build.</param>
    /// <param name="warmUp">How long it trains before the measurement, in processor time of each thread: however busy the machine is, its methods are warm then.</param>
    /// <param name="duration">How long it is measured, likewise.</param>
    /// <param name="threads">Threads of its device.</param>
    public TrainingSpeed Run(string configuration, TimeSpan warmUp, TimeSpan duration, int threads)
    {
        string program = In(Path.Combine("bin", configuration, Framework, $"{Name}.dll"));
        CultureInfo culture = CultureInfo.InvariantCulture;
        string output = DotnetProcess.Run(
            _folder.FullName, program, warmUp.TotalSeconds.ToString(culture), duration.TotalSeconds.ToString(culture), threads.ToString(culture));
        string[] numbers = output.Split();
        return new TrainingSpeed(double.Parse(numbers[0], culture), double.Parse(numbers[1], culture));
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private string In(string file) => Path.Combine(_folder.FullName, file);

    private static string Reference(string repository, string project)
    {
        string path = Path.GetFullPath(Path.Combine(repository, project));
        return File.Exists(path) ? path : throw new CommandException($"{path} is not there: a user's project is measured in the repository that this program was built in");
    }
}
