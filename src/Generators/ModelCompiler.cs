using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Emission.Model;
using SparseGen.Generators.Layers;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;

namespace SparseGen.Generators;

/// <summary>
/// The stages from a checked model to its text, in order: lower, plan, emit. Differentiation is a step of planning. What goes wrong in one of them concerns
/// this model only: the compiler would take an exception for one of the whole generator, and drop the code of all models.
/// </summary>
internal static class ModelCompiler
{
    /// <summary>Takes a model through all of them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="hasGpu">Whether code for GPUs is wanted.</param>
    /// <param name="probe">Is told when a stage begins.</param>
    /// <param name="cancellation">Ends it between two stages.</param>
    public static CompiledModel Compile(ModelSpec model, bool hasGpu, StageProbe? probe, CancellationToken cancellation)
    {
        string stage = Stages.Lowering;
        try
        {
            Begin(Stages.Lowering);
            ModelGraph program = Lowering.Lower(model);

            Begin(Stages.Planning);
            Plan plan = Planner.Plan(program, model.Training, model.HessianProducts, model.Taps);
            PlanLimits.Check(plan);

            Begin(Stages.Emission);
            return new CompiledModel(ModelEmitter.Emit(model, plan, hasGpu), null);
        }
        catch (RefusedException refused)
        {
            return new CompiledModel(null, ModelFailure.Of(model, refused));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return new CompiledModel(null, ModelFailure.Of(model, stage, fault));
        }

        void Begin(string next)
        {
            cancellation.ThrowIfCancellationRequested();
            stage = next;
            probe?.Invoke(next, model.ClassName);
        }
    }
}
