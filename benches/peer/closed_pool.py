"""The rule of benches/formulas/closed-pool.formula in OpenFisca, from CSV to CSV.

OpenFisca holds amounts as 32-bit floats and has no rounding that keeps a sum; the amounts are
written rounded to cents one by one. It prints what the amounts sum to.
"""

import csv
import sys

import numpy
from openfisca_core.entities import build_entity
from openfisca_core.periods import YEAR
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Commune = build_entity(key="commune", plural="communes", label="Commune", is_person=True)


class population(Variable):
    value_type, entity, definition_period = float, Commune, YEAR


class roads(Variable):
    value_type, entity, definition_period = float, Commune, YEAR


class mountain(Variable):
    value_type, entity, definition_period = bool, Commune, YEAR


class length(Variable):
    value_type, entity, definition_period = float, Commune, YEAR

    def formula(commune, period):
        return commune("roads", period) * numpy.where(commune("mountain", period), 2, 1)


class weight(Variable):
    value_type, entity, definition_period = float, Commune, YEAR

    def formula(commune, period):
        return commune("population", period) + 12 * commune("length", period)


class grant(Variable):
    value_type, entity, definition_period = float, Commune, YEAR

    def formula(commune, period):
        weights = commune("weight", period)
        return 700_000_000 * weights / weights.sum()


def main(source, target):
    with open(source, newline="") as file:
        rows = list(csv.DictReader(file))
    system = TaxBenefitSystem([Commune])
    system.add_variables(population, roads, mountain, length, weight, grant)
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("commune", [row["code"] for row in rows])
    simulation = builder.build(system)
    simulation.set_input("population", "2024", numpy.array([float(r["population"]) for r in rows]))
    simulation.set_input("roads", "2024", numpy.array([float(r["roads"]) for r in rows]))
    simulation.set_input("mountain", "2024", numpy.array([r["mountain"] == "yes" for r in rows]))
    amounts = simulation.calculate("grant", "2024")
    with open(target, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["code", "grant"])
        writer.writerows((row["code"], f"{amount:.2f}") for row, amount in zip(rows, amounts))
    print(f"{sum(round(float(amount), 2) for amount in amounts):.2f}", file=sys.stderr)


main(*sys.argv[1:])
