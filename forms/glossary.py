"""The words of the plan, told to someone who does not work with finance. Marked with ``N_``: show them with ``_()``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forms.glossary_acting import ACTING
from forms.term import Term
from workbench.folding import folded
from workbench.i18n import N_, _

GLOSSARY: dict[str, Term] = {
    **ACTING,
    "alcance": Term(
        N_("Alcance"),
        N_(
            "Si una línea pertenece a la operación que continúa o solo al proyecto. Lo que es solo del proyecto, "
            "como la auditoría o la evaluación final, termina con él y no entra en el punto de equilibrio."
        ),
    ),
    "anticipo": Term(
        N_("Anticipo"),
        N_(
            "La parte de una venta que el cliente paga antes de recibir el servicio. Ayuda a la caja, pero "
            "todavía se debe el servicio."
        ),
    ),
    "apalancamiento": Term(
        N_("Apalancamiento"),
        N_(
            "Cuánto pone la contrapartida por cada unidad de dinero que pone el FOMIN. Si el FOMIN aprueba 100 y "
            "la contrapartida es de 80, el apalancamiento es 0,8."
        ),
    ),
    "autosuficiencia": Term(
        N_("Autosuficiencia"),
        N_(
            "Qué parte de los costos cubre la operación con lo que ella misma gana. Con 100 % no necesita "
            "aportes; con 60 %, de cada 100 de costo alguien más pone 40."
        ),
    ),
    "bajas": Term(
        N_("Bajas"),
        N_(
            "Los socios que dejan la red en un año, como parte de los que había. Con 10 % de bajas, de 100 socios"
            " quedan 90 al cabo de un año si no entra nadie."
        ),
    ),
    "beneficio_costo": Term(
        N_("Relación beneficio–costo"),
        N_(
            "Lo que la operación cobra, a valor de hoy, dividido entre lo que paga e invierte, también a valor de hoy. "
            "Más de 1: devuelve más de lo que se pone."
        ),
    ),
    "brecha": Term(
        N_("Brecha"),
        N_(
            "El dinero que falta para pagar lo que toca cada mes, después de usar la caja, lo que se cobra y los "
            "aportes. Si hay brecha, hay que conseguir ese dinero o cambiar el plan."
        ),
    ),
    "brecha_firmada": Term(
        N_("Brecha firmada"),
        N_("La brecha si solo llega el dinero de las fuentes firmadas. Es la que miran las luces del plan."),
    ),
    "brecha_planeada": Term(
        N_("Brecha planeada"),
        N_(
            "La brecha si llega todo lo que está en el plan, también lo que se negocia y lo posible. Si es mayor "
            "que cero, el plan no cierra ni con buena suerte."
        ),
    ),
    "cargas_sociales": Term(
        N_("Cargas sociales"),
        N_(
            "Lo que paga el empleador además del sueldo: salud, pensión, riesgos y otros. Cambian de un país a otro; "
            "pregunte el porcentaje a su contador."
        ),
    ),
    "cobertura_deuda": Term(
        N_("Cobertura de la deuda"),
        N_(
            "Lo que queda en un año de los cobros y los aportes, después de pagar los costos, por cada unidad que se "
            "debe pagar de cuotas e intereses; los bancos la llaman DSCR. Con menos de 1 no alcanza para las cuotas."
        ),
    ),
    "comercializacion": Term(
        N_("Comercialización"),
        N_(
            "Todo lo que hace que un servicio llegue a venderse: a quién se visita, quién lo visita, con qué meta"
            " y por qué medio."
        ),
    ),
    "comision": Term(
        N_("Comisión"),
        N_(
            "Un porcentaje del valor de lo que otros compran o venden a través del servicio. Sube y baja con ese valor."
        ),
    ),
    "concentracion": Term(
        N_("Concentración"),
        N_(
            "Cuánto depende la operación de pocas entidades. Va de casi 0, cuando hay muchas fuentes pequeñas, a "
            "1, cuando todo viene de una sola."
        ),
    ),
    "contrapartida": Term(
        N_("Contrapartida"),
        N_(
            "Lo que pone la parte local en un proyecto, en dinero o en especie, junto al aporte del FOMIN. Su "
            "monto está en el convenio."
        ),
    ),
    "contrato": Term(
        N_("Contrato"),
        N_(
            "Un acuerdo con un cliente que paga montos fijos en meses fijos a cambio de entregas. Si no hay nada "
            "que entregar, no es un contrato sino una fuente."
        ),
    ),
    "costo_directo": Term(
        N_("Costo directo"),
        N_("El que existe por un servicio determinado y desaparecería con él, como la persona que lo atiende."),
    ),
    "costo_escalonado": Term(
        N_("Costo por tramos"),
        N_(
            "El que no cambia poco a poco sino por escalones: un asesor alcanza para 40 farmacias y para la "
            "número 41 hace falta otro."
        ),
    ),
    "costo_fijo": Term(
        N_("Costo fijo"),
        N_("El que se paga igual aunque no se venda nada, como el arriendo o el sueldo de la coordinadora."),
    ),
    "costo_variable": Term(
        N_("Costo variable"),
        N_("El que crece con cada venta, como el envío de un pedido. Si no se vende, no se paga."),
    ),
    "criterio_interno": Term(
        N_("Criterio interno"),
        N_(
            "Un límite puesto por este programa o por usted, no por un convenio. Se puede cambiar y se imprime "
            "con ese nombre."
        ),
    ),
    "cuota": Term(
        N_("Cuota de socios"),
        N_("Lo que paga cada socio por pertenecer a la red durante un tiempo, use mucho o poco sus servicios."),
    ),
    "demanda": Term(
        N_("Demanda"),
        N_("Cuánto compraría de verdad un segmento en un año, al precio que usted piensa cobrar."),
    ),
    "depreciacion": Term(
        N_("Depreciación"),
        N_(
            "La parte de una inversión que se gasta cada mes. Un equipo de 12 millones que dura 60 meses pierde "
            "200.000 al mes: no es un pago, pero habrá que reponerlo."
        ),
    ),
    "dias_cobro": Term(
        N_("Días para cobrar"),
        N_("El tiempo entre vender y tener el dinero. Con 60 días, lo vendido en marzo se usa en mayo."),
    ),
    "efectivo_destinado": Term(
        N_("Efectivo destinado"),
        N_(
            "Dinero que quien lo dio destinó a un uso: estructura, servicios o inversión. No puede pagar otra "
            "cosa, aunque falte."
        ),
    ),
    "efectivo_libre": Term(
        N_("Efectivo libre"),
        N_("El dinero en caja y bancos que se puede usar en cualquier pago."),
    ),
    "entrega": Term(
        N_("Entrega a otra entidad"),
        N_(
            "Una forma de salir: otra organización recibe el servicio, con su gente y sus clientes, y responde "
            "por él desde una fecha."
        ),
    ),
    "especie": Term(
        N_("Aporte en especie"),
        N_(
            "Lo que alguien presta o da sin que sea dinero: una oficina, horas de personal, equipos. Vale lo que "
            "costaría pagarlo y, el día que falta, hay que pagarlo."
        ),
    ),
    "estacionalidad": Term(
        N_("Estacionalidad"),
        N_(
            "Los meses buenos y malos que se repiten cada año. Un plan puede ganar en el año y quedarse sin caja "
            "en la temporada baja."
        ),
    ),
    "estructura": Term(
        N_("Estructura"),
        N_(
            "Lo que sirve a todos los servicios a la vez: dirección, contabilidad, oficina. Suele ser lo más "
            "difícil de financiar."
        ),
    ),
    "excedente": Term(
        N_("Excedente"),
        N_(
            "Lo que la operación deja en un año después de cubrir todos sus costos, sin contar aportes. Sirve para "
            "crecer, para reponer equipos o para los meses malos."
        ),
    ),
    "fin_vigente": Term(
        N_("Fin vigente"),
        N_(
            "La fecha en que termina la ejecución según la última prórroga. Desde el mes siguiente el proyecto ya"
            " no paga nada."
        ),
    ),
    "firmada": Term(
        N_("Fuente firmada"),
        N_(
            "La que tiene un documento firmado: carta, convenio o acta. Las otras están en negociación o son solo"
            " posibles."
        ),
    ),
    "forma_pago": Term(
        N_("Forma de pago de un préstamo"),
        N_(
            "Con cuota igual (francés) se paga lo mismo cada mes; con capital igual (alemán) las cuotas bajan, porque "
            "el interés baja; también puede pagarse todo el capital al final. El interés se paga cada mes."
        ),
    ),
    "fuente": Term(
        N_("Fuente"),
        N_(
            "Dinero o especie que llega de fuera y no es el pago de un cliente: FOMIN, gobierno, cámara, "
            "cooperación. Los ingresos por ventas no son fuentes."
        ),
    ),
    "hallazgo": Term(
        N_("Hallazgo"),
        N_(
            "Algo que llama la atención al leer el plan: una contradicción, un riesgo o un dato que falta. Se "
            "corrige o se responde."
        ),
    ),
    "horizonte": Term(
        N_("Horizonte"),
        N_("Los meses que abarca el plan, desde el primero hasta el último."),
    ),
    "huella": Term(
        N_("Huella"),
        N_(
            "Un código que se calcula con el contenido del plan y va en la portada. Si dos copias tienen la misma"
            " huella, dicen lo mismo."
        ),
    ),
    "incobrables": Term(
        N_("Incobrables"),
        N_("La parte de lo vendido que nunca se llega a cobrar. Es un costo del mes en que se vende."),
    ),
    "indexacion": Term(
        N_("Ajuste de precio"),
        N_("Cómo cambia cada año un precio o un monto: no cambia, sigue la inflación del plan o sigue su propia tasa."),
    ),
    "indicador": Term(
        N_("Indicador propio"),
        N_("Un número que dice si un servicio va bien, por ejemplo el ahorro por pedido. Cada servicio tiene el suyo."),
    ),
    "inflacion": Term(
        N_("Inflación"),
        N_("Cuánto suben los precios en un año. Solo cambia las líneas que usted marque para que la sigan."),
    ),
    "liquidacion": Term(
        N_("Liquidación"),
        N_("Lo que se paga a una persona cuando su puesto termina. Conviene preverla en el último mes."),
    ),
    "margen_contribucion": Term(
        N_("Margen de contribución"),
        N_(
            "Lo que queda de una venta después de sus costos variables. Con eso se pagan los costos fijos; si es "
            "negativo, cada venta empeora las cosas."
        ),
    ),
    "margen_seguridad": Term(
        N_("Margen de seguridad"),
        N_(
            "Cuánto pueden caer las ventas antes de empezar a perder. Con 20 %, se puede vender una quinta parte "
            "menos y seguir en equilibrio."
        ),
    ),
    "meses_garantizados": Term(
        N_("Meses garantizados"),
        N_(
            "Cuántos meses después del proyecto funciona la operación con sus ventas previstas y lo ya firmado, "
            "antes de que falte dinero."
        ),
    ),
    "operacion": Term(
        N_("Operación que continúa"),
        N_(
            "Los servicios, la gente y los costos que siguen cuando el proyecto termina. El punto de equilibrio y"
            " la autosuficiencia la miran solo a ella."
        ),
    ),
    "pari_passu": Term(
        N_("Pari passu"),
        N_(
            "Avanzar al mismo paso: que la contrapartida se entregue en la misma proporción en que desembolsa el "
            "FOMIN. Un valor negativo dice que la contrapartida va atrasada."
        ),
    ),
    "periodo_gracia": Term(
        N_("Meses de gracia"),
        N_(
            "Los primeros meses de un préstamo en que solo se pagan intereses. El capital se paga después, en "
            "menos cuotas."
        ),
    ),
    "por_conseguir": Term(
        N_("Por conseguir"),
        N_(
            "El dinero que el plan todavía no sabe de dónde saldrá. Se muestra aparte para que la caja nunca "
            "aparezca en negativo."
        ),
    ),
    "posicionamiento": Term(
        N_("Posicionamiento"),
        N_("La razón por la que un cliente lo elige a usted y no a otro, dicha en una frase que el cliente diría."),
    ),
    "probabilidad": Term(
        N_("Probabilidad"),
        N_(
            "Qué tan posible es que una fuente llegue. Solo se usa para calcular el dinero esperado; las cajas "
            "del plan no se multiplican por ella."
        ),
    ),
    "punto_equilibrio": Term(
        N_("Punto de equilibrio"),
        N_(
            "Las ventas con las que la operación no gana ni pierde. El mes de equilibrio es el primero en que "
            "doce meses seguidos suman un resultado de cero o más."
        ),
    ),
    "recuperacion": Term(
        N_("Período de recuperación"),
        N_(
            "Los meses que pasan hasta que lo cobrado alcanza para todo lo pagado e invertido y ya no vuelve a faltar. "
            "El descontado hace la misma cuenta con cada monto a valor de hoy."
        ),
    ),
    "reduccion_gradual": Term(
        N_("Reducción gradual"),
        N_("Una forma de salir: el proyecto paga cada vez menos y la operación cada vez más, en pasos con fecha."),
    ),
    "reserva": Term(
        N_("Reserva de caja"),
        N_("Cuántos meses de pagos normales se podrían hacer con el efectivo libre si no entrara nada."),
    ),
    "resultado_recurrente": Term(
        N_("Resultado recurrente"),
        N_(
            "Lo que gana la operación menos todos sus costos, también los que son en especie, la depreciación y "
            "los intereses, antes de contar cualquier aporte."
        ),
    ),
    "retiro": Term(
        N_("Retiro al cierre"),
        N_("Una forma de salir: el proyecto deja de atender el servicio en una fecha, sin reducirlo antes."),
    ),
    "sector": Term(
        N_("Público, privado, internacional"),
        N_(
            "A qué sector pertenece quien paga o aporta. Una cámara puede estar en dos: sus recursos propios son "
            "privados y los públicos que administra, públicos."
        ),
    ),
    "segmento": Term(
        N_("Segmento"),
        N_(
            "Un grupo de compradores que se parecen: necesitan lo mismo, pueden pagar parecido y se les llega por"
            " el mismo camino."
        ),
    ),
    "subsidio_oculto": Term(
        N_("Subsidio oculto"),
        N_(
            "Un costo que hoy no se ve porque lo paga otro: la cámara presta la oficina, el proyecto paga a la "
            "coordinadora. Aparece el día en que ese otro deja de pagarlo."
        ),
    ),
    "tarifa": Term(
        N_("Tarifa"),
        N_("Un precio por cada unidad que el cliente compra: un pedido, una hora, un curso."),
    ),
    "tasa_cambio": Term(
        N_("Tasa de cambio"),
        N_(
            "Cuántas unidades de la moneda del plan vale una unidad de otra moneda. Cada monto se pasa a la moneda del "
            "plan con la tasa del año en que se gana o se gasta, y así queda aunque se pague después."
        ),
    ),
    "tasa_descuento": Term(
        N_("Tasa de descuento"),
        N_(
            "Cuánto menos vale recibir dinero dentro de un año que recibirlo hoy. La usa quien evalúa si una "
            "inversión conviene."
        ),
    ),
    "tasa_efectiva": Term(
        N_("Tasa efectiva anual (E.A.)"),
        N_(
            "La tasa que cuenta los intereses sobre los intereses de cada mes: 18 % E.A. es 1,39 % al mes. Una tasa "
            "nominal se divide entre 12: 18 % nominal es 1,5 % al mes."
        ),
    ),
    "tir": Term(
        N_("TIR, tasa interna de retorno"),
        N_(
            "La tasa anual con la que el VAN da cero: lo que rinde el dinero puesto en la operación. Si los flujos "
            "cambian de signo varias veces puede haber más de una, y entonces no se da ninguna."
        ),
    ),
    "tir_real": Term(
        N_("TIR real"),
        N_("La TIR de los mismos flujos sin la inflación: lo que rinde por encima de la subida de los precios."),
    ),
    "tirm": Term(
        N_("TIRM, tasa interna de retorno modificada"),
        N_(
            "Como la TIR, pero supone que lo que se financia y lo que sobra se mueven a la tasa de descuento. Hay una "
            "sola, y suele ser menos optimista que la TIR."
        ),
    ),
    "valor_libros": Term(
        N_("Valor en libros"),
        N_("Lo que costó un activo menos lo que ya se depreció."),
    ),
    "valor_rescate": Term(
        N_("Valor de rescate"),
        N_("Lo que se espera recibir por un equipo viejo al cambiarlo por uno nuevo."),
    ),
    "valor_residual": Term(
        N_("Valor residual"),
        N_(
            "Lo que la operación todavía tiene al terminar el plan: los activos que pagó, a su valor en libros, y lo "
            "que le deben, menos lo que debe. Se suma al flujo del último mes."
        ),
    ),
    "van": Term(
        N_("VAN, valor actual neto"),
        N_(
            "Lo que valen hoy todos los flujos del plan, descontados a la tasa de su entidad. Positivo: la operación "
            "deja más de lo que esa tasa pide."
        ),
    ),
}
"""Terms by id; ``Guidance.terms`` names them. Sort them by their names in the language that is shown."""


def terms_in(text: str) -> Iterator[str]:
    """The ids of the terms a text in the language of now speaks of; of two that overlap, the longer."""
    rest = folded(text)
    for name, term in sorted(((folded(_(GLOSSARY[term].name)), term) for term in GLOSSARY), key=_longest):
        pattern = rf"\b{re.escape(name)}(?:e?s)?\b"
        if name in rest and re.search(pattern, rest):
            rest = re.sub(pattern, " ", rest)
            yield term


def _longest(named: tuple[str, str]) -> int:
    return -len(named[0])
