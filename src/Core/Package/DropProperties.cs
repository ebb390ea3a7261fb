using System.IO;
using Microsoft.Build.Utilities;
using Mono.Cecil;

/// <summary>
/// Leaves out of an assembly what says of methods that they belong to a property: compilers and reflection read it, and nobody compiles against the generator or looks for its
/// properties by name. The compiler builds this task while the package is made, with the library that the trimmer comes with; it is no part of the library.
/// </summary>
public sealed class DropProperties : Task
{
    public string AssemblyFile { get; set; }

    public override bool Execute()
    {
        using (var module = ModuleDefinition.ReadModule(new MemoryStream(File.ReadAllBytes(AssemblyFile))))
        {
            foreach (TypeDefinition type in module.GetTypes())
            {
                type.Properties.Clear();
            }

            module.Write(AssemblyFile, new WriterParameters { DeterministicMvid = true });
        }

        return true;
    }
}
