using System.Globalization;
using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.Planning;

namespace SparseGen.Generators.Emission.Model;

/// <summary>Writes the file of a model: what it is, its public members, and the programs for the devices.</summary>
internal static class ModelEmitter
{
    public static GeneratedSource Emit(ModelSpec model, Plan plan, bool hasGpu)
    {
        // Numbers spell the same on every machine, also where an interpolated string does the spelling.
#pragma warning disable RS1035 // The culture is set for the time of the emission only, and put back.
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            return new GeneratedSource(model.Name.FullName, Write(model, plan, hasGpu));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
#pragma warning restore RS1035
    }

    private static string Write(ModelSpec model, Plan plan, bool hasGpu)
    {
        var code = new CodeWriter();
        HeaderEmitter.Write(code, model, plan);
        WriteMembers(code, model, plan);
        using (GeneratedNamespace.Open(code, hasGpu))
        {
            code.Summary($"What {model.Name.FullName} runs; its members pass on to it.");
            code.Line(GeneratedMarks.Type);
            using (code.Block($"internal static class {GeneratedNamespace.ClassName(model.Name)}"))
            {
                // The layout first: static members are made in the order of the text, and the info describes the layout.
                LayoutEmitter.Write(code, plan);
                EntryEmitter.Write(code, model, plan, hasGpu);
                GraphEmitter.Write(code, plan);
                MaskEmitter.Write(code, plan);
                code.Line();
                TableEmitter.Write(code, plan.Tables, hasGpu);
                OffsetEmitter.Write(code, plan);
                if (plan.Training is not null)
                {
                    ActivationEmitter.Write(code, plan.Program, plan.Training);
                }

                CpuEmitter.Write(code, plan);
                if (hasGpu)
                {
                    code.Line();
                    Gpu.GpuEmitter.Write(code, plan);
                }
            }
        }

        return code.ToString();
    }

    /// <summary>The part of the class itself, in the namespace of the user's.</summary>
    private static void WriteMembers(CodeWriter code, ModelSpec model, Plan plan)
    {
        var open = new Stack<IDisposable>();
        if (model.Name.Namespace.Length > 0)
        {
            open.Push(code.Block($"namespace {model.Name.Namespace}"));
        }

        foreach (TypePart type in model.Name.Outer)
        {
            open.Push(code.Block(Header(type)));
        }

        HeaderEmitter.WriteSummary(code, plan);
        open.Push(code.Block($"{Header(model.Name.Class)} : {Contracts(model)}"));
        MemberEmitter.Write(code, model);
        while (open.Count > 0)
        {
            open.Pop().Dispose();
        }
    }

    private static string Contracts(ModelSpec model) => model.Training
        ? $"global::SparseGen.IModel<{model.Name.Reference}>, global::SparseGen.IActivationSource"
        : $"global::SparseGen.IInferenceModel<{model.Name.Reference}>";

    private static string Header(TypePart type) => $"partial {type.Keyword} {ModelName.Identifier(type.Name)}";
}
